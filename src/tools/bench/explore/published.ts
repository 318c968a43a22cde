/**
 * The programs that papers on dynamic partial-order reduction measure themselves with, one step for each access to shared memory:
 * - lastzero: Abdulla, Aronis, Jonsson, Sagonas, "Optimal dynamic partial order reduction", POPL 2014
 * - readers, indexer, file system: Flanagan, Godefroid, "Dynamic partial-order reduction for model checking software", POPL 2005, and the first paper
 */

import { ActorSystem } from "../../../engine/explore/actor_system.ts";
import type { Pause } from "../../../engine/explore/pauses.ts";
import type { System } from "../../../engine/explore/system.ts";
import { must } from "../../../engine/must.ts";

type Words = Record<string, number>;
type Actor = (words: Words) => Generator<undefined, void>;

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

function system(words: readonly string[], actors: readonly Actor[]): ActorSystem<Words> {
  return new ActorSystem<Words>({
    words: Object.fromEntries(words.map((word) => [word, 0])),
    actors: Object.fromEntries(actors.map((actor, number) => [`actor ${number}`, actor])),
  });
}

const load = (words: Words, word: string) => must(words[word], "such word");
const writer = (word: string, value: number): Actor =>
  function* (words) {
    words[word] = value;
  };

/** One looks for the last 0 in an array, from the end; each of n others stores to its element what the one before it has, plus 1. */
export function lastZero(n: number) {
  const reader: Actor = function* (words) {
    for (let at = n; at >= 0 && load(words, `a${at}`) !== 0; at--) yield;
  };
  const others = numbers(1, n).map(
    (at): Actor =>
      function* (words) {
        const before = load(words, `a${at - 1}`);
        yield;
        words[`a${at}`] = before + 1;
      },
  );
  return system(
    numbers(0, n).map((at) => `a${at}`),
    [reader, ...others],
  );
}

/** One stores to a word that n others load. `own`: each of them loads a word of its own first. */
function readers(n: number, { own = false } = {}) {
  const reader = (number: number): Actor =>
    function* (words) {
      if (own) {
        load(words, `own${number}`);
        yield;
      }
      load(words, "x");
    };
  return system(
    ["x", ...numbers(1, n).map((number) => `own${number}`)],
    [writer("x", 1), ...numbers(1, n).map(reader)],
  );
}

/** n store to one word. */
export function writers(n: number) {
  return system(
    ["x"],
    numbers(1, n).map((value) => writer("x", value)),
  );
}

/** Two store to one word, and two to another. */
function twoPairs() {
  return system(["x", "y"], [writer("x", 1), writer("x", 2), writer("y", 1), writer("y", 2)]);
}

/** Two stores of one actor to a word that two others load, after another one. */
function twoStoresTwoReaders() {
  const reader: Actor = function* (words) {
    load(words, "y");
    yield;
    load(words, "x");
  };
  const both: Actor = function* (words) {
    words.x = 1;
    yield;
    words.x = 2;
  };
  return system(["x", "y"], [both, reader, reader]);
}

/** One loads a second word only if a first one is not 0 any more. */
function sleepingRaces() {
  const reader: Actor = function* (words) {
    if (load(words, "x") === 0) return;
    yield;
    load(words, "y");
  };
  return system(["x", "y"], [writer("y", 1), writer("x", 1), writer("x", 2), reader]);
}

/** Each puts a few messages into a hash table, and looks for the next free place where one is taken. */
export function indexer(actors: number, { size = 128, messages = 4 } = {}) {
  const put = (number: number): Actor =>
    function* (words) {
      for (let message = 1; message <= messages; message++) {
        if (message > 1) yield;
        const value = message * 11 + number;
        for (let at = (value * 7) % size; ; at = (at + 1) % size) {
          if (load(words, `t${at}`) === 0) {
            words[`t${at}`] = value;
            break;
          }
          yield;
        }
      }
    };
  return system(
    numbers(0, size - 1).map((at) => `t${at}`),
    numbers(0, actors - 1).map(put),
  );
}

/** Each takes a block for a file of its own: the first free one from where it begins to look. What it does with a block's lock held is one step. */
function fileSystem(actors: number) {
  const blocks = 26;
  const take = (number: number): Actor =>
    function* (words) {
      for (let at = (number * 2) % blocks; ; at = (at + 1) % blocks) {
        if (load(words, `busy${at}`) === 0) {
          words[`busy${at}`] = 1;
          return;
        }
        yield;
      }
    };
  return system(
    numbers(0, blocks - 1).map((at) => `busy${at}`),
    numbers(0, actors - 1).map(take),
  );
}

/** Each does something of its own, and then takes a lock, uses it and gives it back. `looks`: at the lock, before it waits for it. */
export function takingTurns(actors: number, { looks = false } = {}) {
  const actor = (me: number) =>
    function* (words: { lock: number; order: number; own: number[] }): Generator<Pause, void> {
      words.own[me] = 1;
      yield { step: "takes it", until: () => words.lock === 0, ...(!looks && { looks }) };
      words.lock = 1;
      yield "uses it";
      words.order = words.order * actors + me;
      yield "gives it back";
      words.lock = 0;
    };
  return new ActorSystem({
    words: { lock: 0, order: 0, own: numbers(1, actors).map(() => 0) },
    actors: Object.fromEntries(numbers(0, actors - 1).map((me) => [`actor ${me}`, actor(me)])),
  });
}

/** n take a lock in turn: n! orders. */
export const IN_TURN: [string, System, number][] = [
  ["a lock that 4 take in turn", takingTurns(4), 24],
  ["a lock that 5 take in turn", takingTurns(5), 120],
];

/**
 * The numbers of traces that others have found. Where they come from: the expected results of the tests of Concuerror
 * (github.com/parapluu/Concuerror, tests/suites/dpor_tests/results) and of Nidhugg (github.com/nidhugg/nidhugg, tests/smoke/reference.results.txt), the
 * tools of the authors of POPL 2014.
 */
export const PUBLISHED: [string, System, number][] = [
  ["lastzero_1 (Nidhugg)", lastZero(1), 2],
  ["lastzero_2 (Nidhugg)", lastZero(2), 5],
  ["lastzero_3 (Nidhugg)", lastZero(3), 12],
  ["lastzero_4 (Nidhugg)", lastZero(4), 28],
  ["last_zero, 5 (Concuerror)", lastZero(5), 64],
  ["readers_1 (Nidhugg)", readers(1), 2],
  ["readers_2 (Nidhugg)", readers(2), 4],
  ["readers_3 (Nidhugg)", readers(3), 8],
  ["readers_4 (Nidhugg)", readers(4), 16],
  ["readers, 6 (Concuerror)", readers(6, { own: true }), 64],
  ["file_system_example, 16 (Concuerror)", fileSystem(16), 8],
  ["manywrite (Concuerror)", twoPairs(), 4],
  ["two_writers_readers_1 (Concuerror)", twoStoresTwoReaders(), 9],
  ["sleeping_races_3_write (Concuerror)", sleepingRaces(), 10],
];

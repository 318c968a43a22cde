/**
 * Does a system keep to what system.ts asks of it? Where it does not, the explorer leaves out orders that matter, and nobody notices. So this looks at every
 * state and every step there, without a reduction, and throws where something is not as it should be: what a step did, to whom, and after which steps.
 */
import { includes } from "./actors.ts";
import type { Choices, System, Violation } from "./system.ts";
import { Way } from "./way.ts";

/** States that are looked at: those that take the fewest steps. */
const STATES = 20_000;
/** There are far more where nothing is forgotten, and what goes round never comes back. */
const UNMERGED_STATES = 5_000;

export class ContractError extends Error {
  readonly choices: Choices;
  constructor(choices: Choices, what: string, action: string) {
    super(`after the steps [${choices}] ${what}, against src/engine/explore/system.ts: ${action}`);
    this.name = "ContractError";
    this.choices = choices;
  }
}

/** What the contract speaks of, as it is in one state. */
interface Seen {
  state: string;
  enabled: number;
  finished: number;
  places: number[];
  waitsOn: (readonly number[])[];
  /** Of each actor: the word of its gate, or 0, and whether it is open. */
  gates: { word: number; opens: boolean }[];
}

/** What a step did. */
interface Did {
  actor: number;
  accesses: readonly number[];
  violation: Violation | null;
  after: Seen;
}

export function checkSystem(system: System): void {
  check(system, STATES);
  const unmerged = system.unmerged?.();
  if (unmerged) check(unmerged, UNMERGED_STATES);
}

function check(system: System, most: number): void {
  const way = new Way(system);
  const keys = new Map<string, string>();
  const queue: Choices[] = [[]];
  const known = new Set<string>();
  for (const choices of queue) {
    way.lead(choices);
    const before = look(system);
    if (known.has(before.state)) continue;
    known.add(before.state);
    checkHashes(system, keys, choices, before);
    if (choices.length === 0) checkStart(system, before);
    checkGates(system, choices, before);
    const able = [...system.actors.keys()].filter((actor) => includes(before.enabled, actor));
    const all = able.map((actor) => {
      const did = step(system, way, choices, actor);
      checkOthers(system, choices, before, did);
      if (did.violation === null && queue.length < most) queue.push([...choices, actor]);
      way.lead(choices);
      if (look(system).state !== before.state) {
        throw new ContractError(
          choices,
          `${system.actors[actor]} takes a step that cannot be taken back`,
          "undoTo() and reset() must restore everything that a step changes",
        );
      }
      return did;
    });
    for (const first of all)
      for (const second of all) if (first.actor < second.actor) checkOrder(system, way, choices, first, second);
  }
}

function look(system: System): Seen {
  const actors = [...system.actors.keys()];
  const places = actors.map((actor) => system.place(actor));
  return {
    state: system.exact?.() ?? `${system.hashA} ${system.hashB} ${places}`,
    enabled: system.enabled(),
    finished: system.finished(),
    places,
    waitsOn: actors.map((actor) => [...system.waitsOn(actor)]),
    gates: actors.map((actor) => {
      const gate = system.gate?.(actor);
      return gate ? { word: gate.word, opens: gate.opens(system.valueAt?.(gate.word) ?? 0) } : { word: 0, opens: true };
    }),
  };
}

function step(system: System, way: Way, choices: Choices, actor: number): Did {
  way.lead(choices);
  const violation = way.step(actor);
  const accesses = [...system.footprint.slice(0, system.touched)];
  if (system.contradiction) {
    throw new ContractError(
      [...choices, actor],
      `${system.actors[actor]} forgets what it needs: ${system.contradiction}`,
      "name in `remembers` all that the rest of the actor depends on",
    );
  }
  return { actor, accesses, violation, after: look(system) };
}

/** Two states with the same hashes and places are one to the explorer. */
function checkHashes(
  { hashA, hashB }: System,
  keys: Map<string, string>,
  choices: Choices,
  { state, places }: Seen,
): void {
  const key = `${hashA} ${hashB} ${places}`;
  const other = keys.get(key);
  keys.set(key, state);
  if (other === undefined || other === state) return;
  throw new ContractError(
    choices,
    `the state is ${state}, and has the hashes and places of ${other}`,
    "put all that can differ into hashA and hashB, or into place()",
  );
}

function checkStart({ actors }: System, { enabled, finished, gates }: Seen): void {
  const stuck = actors.find((_, actor) => !includes(enabled | finished, actor) && gates[actor]?.word === 0);
  if (stuck === undefined) return;
  throw new ContractError(
    [],
    `${stuck} waits without having looked`,
    "an actor that must wait takes a step first in which it looks",
  );
}

/** A gate is open where the step can be taken, and only there. */
function checkGates({ actors }: System, choices: Choices, { enabled, gates, waitsOn }: Seen): void {
  const wrong = gates.findIndex(({ word, opens }, actor) => {
    const others = waitsOn[actor]?.some((each) => each !== word);
    return word !== 0 && (includes(enabled, actor) !== opens || others);
  });
  if (wrong < 0) return;
  throw new ContractError(
    choices,
    `${actors[wrong]} ${gates[wrong]?.opens ? "cannot go on, though its gate is open" : "does not wait for its gate"}`,
    "a gate is for a step that can be taken or not as one word has a value, whatever the others have",
  );
}

/** Others stand where they stood. They are held up by nobody, and let go only by a store to what they wait for. */
function checkOthers(
  { actors }: System,
  choices: Choices,
  before: Seen,
  { actor, accesses, violation, after }: Did,
): void {
  if (violation !== null) return;
  const fail = (what: string, action: string) => new ContractError(choices, `${actors[actor]} ${what}`, action);
  for (const [other, name] of actors.entries()) {
    if (other === actor) continue;
    if (before.places[other] !== after.places[other]) {
      throw fail(`moves ${name} to another place`, "place() may change by an actor's own steps only");
    }
    if (includes(before.finished, other) !== includes(after.finished, other)) {
      throw fail(`makes ${name} finish`, "finished() may change by an actor's own steps only");
    }
    // One that has looked can go on or not as what it waits for changes.
    const waits = after.waitsOn[other]?.some((word) => accesses.includes(word | 1));
    if (includes(before.enabled, other) && !includes(after.enabled, other) && !waits) {
      throw fail(
        `keeps ${name} from a step that it could take`,
        "an actor that must wait takes a step in which it looks, loads what it waits for, and only then is not enabled",
      );
    }
    if (before.gates[other]?.word !== after.gates[other]?.word) {
      throw fail(`leads ${name} to another gate`, "gate() may change by an actor's own steps only");
    }
    const lets = !includes(before.enabled, other) && includes(after.enabled, other);
    const words = before.waitsOn[other] ?? [];
    if (lets && !words.some((word) => accesses.includes(word | 1))) {
      throw fail(
        `lets ${name} go on`,
        "waitsOn() must name the words, and the footprint of the step the store to one of them",
      );
    }
  }
}

/** Steps that touch no word in common, or only load it, may come in any order: that is what the explorer takes for granted. */
function checkOrder(system: System, way: Way, choices: Choices, first: Did, second: Did): void {
  if (first.violation !== null || second.violation !== null) return;
  const depends = first.accesses.some((a) => second.accesses.some((b) => (a & ~1) === (b & ~1) && ((a | b) & 1) === 1));
  if (depends) return;
  const one = step(system, way, [...choices, first.actor], second.actor);
  const other = step(system, way, [...choices, second.actor], first.actor);
  const same =
    one.violation?.kind === other.violation?.kind &&
    (one.violation !== null || one.after.state === other.after.state) &&
    `${one.accesses}` === `${second.accesses}` &&
    `${other.accesses}` === `${first.accesses}`;
  if (same) return;
  const names = [first, second].map(({ actor }) => system.actors[actor]).join(" and ");
  throw new ContractError(
    choices,
    `the order of the next steps of ${names} matters, though they have no word in common`,
    "the footprint must have every word that a step's doing depends on, and every word that it changes",
  );
}

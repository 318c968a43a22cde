/** What came out of watching one exploration, as data. */
import { DATA_RACE, kindOf, ONCE, PLAIN } from "../../../models/machine/access.ts";
import { callOf, NO_FUNCTION, type Site, TAKES } from "./events.ts";
import type { LocksHeld } from "./holding.ts";
import { isRace, type Meeting, type Meetings } from "./meetings.ts";
import type { Move, Split } from "./movers.ts";
import type { Watched } from "./watched.ts";

/** access-marking.txt: `once` stands for READ_ONCE(), WRITE_ONCE() and whatever is atomic. */
export type Marking = "plain" | "data_race" | "once";

/** What a site does. */
export interface Act {
  word: string;
  /** The innermost kernel function. */
  where: string;
  step: string;
  /** "read", "write", "read-write", each perhaps "(marked)" or "(data_race)". */
  how: string;
  /** Null: an atomic operation, or a lock. They are made to meet others. */
  does: "reads" | "stores" | null;
  marking: Marking;
  /** The innermost first, as the kernel prints them. */
  stack: string[];
}

/** One side of a race. */
interface Side extends Act {
  /** Locks, as `eras locks` names them. */
  held: readonly string[];
}

/** Two accesses that nothing orders, one of them a store. */
export interface Race {
  first: Side;
  second: Side;
  choices: number[];
}

/** A load that no lock keeps from meeting a store, or a store that it does not keep from meeting others. */
export interface Lockless extends Side {
  choices: number[];
}

export interface NotOneStep {
  step: string;
  where: string;
  /** Of locks taken (R), accesses that meet others (N) and locks given back (L), in order. */
  shape: string;
  before: string;
  after: string;
  words: string[];
  choices: number[];
}

export interface Findings {
  /** One of the two is plain. */
  races: Race[];
  /** Neither is, or one says that it may be a race. */
  marked: Race[];
  lockless: Lockless[];
  steps: NotOneStep[];
  /** Declared operations that were met, and locks that the machine has not. */
  operations: string[];
  locks: string[];
}

export function findingsOf({ meetings, steps }: Watched): Findings {
  const met = [...meetings.met.values()];
  return {
    races: distinct(racesIn(meetings), raceText),
    marked: distinct(met.filter(({ first, second }) => !isRace(first, second)).map(raceOf), raceText),
    lockless: distinct(met.map(raceOf).flatMap(locklessIn), sideText),
    steps: steps.split(meetings).map(notOne),
    operations: [...steps.operations].sort(),
    locks: [...steps.locks].sort(),
  };
}

export function racesIn({ met }: Meetings): Race[] {
  return [...met.values()].filter(({ first, second }) => isRace(first, second)).map(raceOf);
}

/** How much of the code an exploration has met, whatever it left out. */
export interface Coverage {
  steps: number;
  guards: number;
  races: number;
}

export function coverageOf(watched: Watched): Coverage {
  return { steps: watched.steps.all.size, guards: watched.guards.size, races: findingsOf(watched).races.length };
}

/** The same text: the same race, whoever comes first. */
export function raceText({ first, second }: Pick<Race, "first" | "second">): string {
  return [first, second].map(sideText).sort().join(" | ");
}
function sideText({ word, where, how, held }: Side): string {
  return `${word} ${where} ${how} ${held}`;
}

export function actOf(site: Site): Act {
  const { word, step, stack } = site;
  const kind = kindOf(site.access);
  // What is one with the load before it, or with the store after it, needs no other lock.
  const isOne = site.loads === site.stores || ![PLAIN, DATA_RACE, ONCE].includes(kind);
  const does = isOne ? null : site.loads ? "reads" : "stores";
  return {
    word,
    where: callOf(site),
    step,
    how: howOf(site),
    does,
    marking: kind === PLAIN ? "plain" : kind === DATA_RACE ? "data_race" : "once",
    stack: [...stack].reverse(),
  };
}

/** As KCSAN says it. All that ever happens to an object as a whole is that it goes. */
function howOf({ word, loads, stores, access }: Site): string {
  if (!word.includes(".") && word !== "contents") return "kfree";
  const what = loads && stores ? "read-write" : stores ? "write" : "read";
  return kindOf(access) === PLAIN ? what : kindOf(access) === DATA_RACE ? `${what} (data_race)` : `${what} (marked)`;
}

function raceOf({ first, second, firstHeld, secondHeld, choices }: Meeting): Race {
  const sideOf = (site: Site, { locks: held }: LocksHeld): Side => ({ ...actOf(site), held });
  return { first: sideOf(first, firstHeld), second: sideOf(second, secondHeld), choices: [...choices] };
}

function locklessIn({ first, second, choices }: Race): Lockless[] {
  return [first, second].flatMap((side) => (side.does === null ? [] : [{ ...side, choices }]));
}

function notOne({ step, call, shape, before, after, choices }: Split): NotOneStep {
  const words = [before, after].map(({ site }) => site.word);
  return {
    step,
    where: call === "" ? NO_FUNCTION : call,
    shape,
    before: moveText(before),
    after: moveText(after),
    words,
    choices: [...choices],
  };
}

function moveText({ what, site, name }: Move): string {
  const where = callOf(site);
  if (name !== null) return `${name}() in ${where}`;
  if (what === "busy") return `${site.word} is tried in ${where}, while somebody has it`;
  if (TAKES.some((each) => each === what)) return `${site.word} is taken in ${where}`;
  if (what !== "access") return `${site.word} is given back in ${where}`;
  return `${howOf(site)} of ${site.word} in ${where}`;
}

/** The shortest of those that read alike. */
function distinct<T extends { choices: number[] }>(all: T[], text: (each: T) => string): T[] {
  const found = new Map<string, T>();
  for (const each of all) {
    const known = found.get(text(each));
    if (known === undefined || known.choices.length > each.choices.length) found.set(text(each), each);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

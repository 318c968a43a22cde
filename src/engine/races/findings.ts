/** What came out of watching one exploration, as data. */
import { kindOf, ONCE, PLAIN } from "../../../models/machine/access.ts";
import { callOf, type Site } from "./events.ts";
import type { Meeting } from "./meetings.ts";
import type { Move, Split } from "./movers.ts";
import type { Watched } from "./watched.ts";

/** One side of a race. */
export interface Side {
  word: string;
  /** The innermost kernel function. */
  where: string;
  step: string;
  /** "read", "write", "read-write", each perhaps "(marked)". */
  how: string;
  /** The innermost first, as the kernel prints them. */
  stack: string[];
}

export interface Race {
  first: Side;
  second: Side;
  choices: number[];
}

/** A load that no lock keeps from meeting a store. */
export interface Lockless {
  word: string;
  where: string;
  marked: boolean;
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
  races: Race[];
  lockless: Lockless[];
  steps: NotOneStep[];
  /** Declared operations that were met, and locks that the machine has not. */
  operations: string[];
  locks: string[];
}

export function findingsOf({ meetings, steps, sites }: Watched): Findings {
  return {
    races: distinct([...meetings.races.values()].map(raceOf), raceText),
    lockless: distinct(
      sites.all.filter(looksOnly).flatMap((site) => locklessOf(site, meetings.contended.get(site.id))),
      ({ word, where, marked }) => `${word} ${where} ${marked}`,
    ),
    steps: steps.split(meetings).map(notOne),
    operations: [...steps.operations].sort(),
    locks: [...steps.locks].sort(),
  };
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

/** The same text: the same race, whoever comes first and whatever each does there. */
export function raceText({ first, second }: Pick<Race, "first" | "second">): string {
  const sides = [first, second].map(({ word, where }) => `${word} ${where}`);
  return sides.sort().join(" | ");
}

export function sideOf(site: Site): Side {
  const { word, step, stack } = site;
  return { word, where: callOf(site), step, how: howOf(site), stack: [...stack].reverse() };
}

/** As KCSAN says it. All that ever happens to an object as a whole is that it goes. */
function howOf({ word, loads, stores, access }: Site): string {
  if (!word.includes(".") && word !== "contents") return "kfree";
  const what = loads && stores ? "read-write" : stores ? "write" : "read";
  return kindOf(access) === PLAIN ? what : `${what} (marked)`;
}

function raceOf({ first, second, choices }: Meeting): Race {
  return { first: sideOf(first), second: sideOf(second), choices: [...choices] };
}

function looksOnly({ loads, stores, access }: Site): boolean {
  return loads && !stores && [PLAIN, ONCE].includes(kindOf(access));
}

function locklessOf(site: Site, meeting: Meeting | undefined): Lockless[] {
  if (meeting === undefined) return [];
  const { word, access } = site;
  return [{ word, where: callOf(site), marked: kindOf(access) === ONCE, choices: [...meeting.choices] }];
}

function notOne({ step, call, shape, before, after, choices }: Split): NotOneStep {
  const words = [before, after].map(({ site }) => site.word);
  return { step, where: call, shape, before: moveText(before), after: moveText(after), words, choices: [...choices] };
}

function moveText({ mover, site, name }: Move): string {
  const where = callOf(site);
  if (name !== null) return `${name}() in ${where}`;
  if (mover === "R") return `${site.word} is taken in ${where}`;
  if (mover === "L") return `${site.word} is given back in ${where}`;
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

/** `eras locks`: which lock keeps which word, as the explorations show it. */
import { ERA_IDS } from "../../models/index.ts";
import { counted } from "../engine/counted.ts";
import type { Kept } from "../engine/races/index.ts";
import { type ByEra, exploreLocks, namesIn } from "../knowledge/lockless/explored.ts";
import { locklessTable } from "../knowledge/lockless/files.ts";
import { type LocklessTable, whyAlone } from "../knowledge/lockless/table.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { type Command, oneScenario, parse } from "./parts/command.ts";
import { type Column, table } from "./parts/table.ts";
import { print, printJson, progress } from "./parts/terminal.ts";

const usage = "[SCENARIO] [--json]";

export const locksCommand: Command = {
  name: "locks",
  usage,
  text: "which locks are held wherever a word is stored to, and who wants which lock at once",
  help: `
Tries every order of every scenario whose order is open, or of one that is named, and writes down for each word of a page, a device or a zspage which locks were
held at every single store to it. Where no lock is common to all, something else orders them: a reference, or that only one can have the page.
Stores count from when a second actor has touched the word.

Then, of each lock, two functions that take it at once, each run by another actor: how many such pairs there are, and the first of them. With a lock that only one
actor takes, no order of steps can show what it is good for. content/lockless.yaml says why where there is one.

  SCENARIO   only this one
  --json     as data

Examples:
  npm run -s eras -- locks
  npm run -s eras -- locks two-pages-of-one-balloon
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } }, usage);
    const names = positionals.length > 0 ? [oneScenario(positionals, usage)] : openScenarios();
    const known = locklessTable();
    const scenarios = names.map((name) => findScenario(name));
    const { kept, users } = exploreLocks(scenarios, known, progress);
    if (values.json) printJson({ words: wordsOf(kept), locks: locksOf(users, known) });
    else print(`${keptText(kept)}\n${usersText(users, known)}`);
    return 0;
  },
};

const COLUMNS = ERA_IDS.map((title) => ({ title }));
const column = (title: string): Column => ({ title, whole: true, format: () => "bold" });

function keptText(kept: ByEra<Kept>): string {
  const words = namesIn(kept);
  if (words.length === 0) {
    return "No word is stored to once a second actor has touched it: there is no lock to speak of.\n";
  }
  const rows = words.map((word) => [[word], ...[...kept.values()].map((all) => cellOf(all.get(word)))]);
  return table([column("word"), ...COLUMNS], rows);
}

function usersText(users: ByEra<ReadonlySet<string>>, known: LocklessTable): string {
  const locks = namesIn(users);
  if (locks.length === 0) return "No lock is taken.\n";
  const cell = (lock: string, era: string, pairs: ReadonlySet<string> | undefined) => {
    if (pairs === undefined) return ["–"];
    const [first, ...more] = [...pairs].sort();
    if (first === undefined) return [whyAlone(known, lock, era) ?? "nobody else in these scenarios"];
    return more.length === 0 ? [first] : [first, `and ${counted(more.length, "pair")} more`];
  };
  const rows = locks.map((lock) => [[lock], ...[...users].map(([era, all]) => cell(lock, era, all.get(lock)))]);
  return table([column("lock"), ...COLUMNS], rows);
}

function wordsOf(kept: ByEra<Kept>) {
  const told = ({ locks, stores }: Kept) => ({ locks: [...locks].sort(), stores: [...stores].sort() });
  return namesIn(kept).map((word) => ({ word, eras: inEras(kept, word, told) }));
}
/** `alone`: why there is no pair. */
function locksOf(users: ByEra<ReadonlySet<string>>, known: LocklessTable) {
  return namesIn(users).map((lock) => ({
    lock,
    eras: inEras(users, lock, (pairs, era) => ({
      pairs: [...pairs].sort(),
      alone: pairs.size > 0 ? null : whyAlone(known, lock, era),
    })),
  }));
}
function inEras<T, R>(eras: ByEra<T>, name: string, told: (found: T, era: string) => R): Record<string, R> {
  return Object.fromEntries(
    [...eras].flatMap(([era, all]) => {
      const found = all.get(name);
      return found === undefined ? [] : [[era, told(found, era)]];
    }),
  );
}

function openScenarios(): string[] {
  return shippedScenarios().filter((id) => findScenario(id).order === "open");
}

/** A line for each lock. */
function cellOf(kept: Kept | undefined): string[] {
  if (kept === undefined) return ["–"];
  return kept.locks.size === 0 ? ["no common lock"] : [...kept.locks].sort();
}

/** `eras locks`: which lock keeps which word, as the explorations show it. */
import { ERA_IDS } from "../../models/index.ts";
import { type Kept, locksIn, merged } from "../engine/races/index.ts";
import { kernelsFor } from "../engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { type Command, oneScenario, parse } from "./command.ts";
import { table } from "./table.ts";
import { print, printJson, progress } from "./terminal.ts";

const usage = "[SCENARIO] [--json]";

export const locksCommand: Command = {
  name: "locks",
  usage,
  text: "which locks are held wherever a word is stored to",
  help: `
Tries every order of every scenario whose order is open, or of one that is named, and writes down for each word of a page, a device or a zspage which locks were
held at every single store to it. Where no lock is common to all, something else orders them: a reference, or that only one can have the page.
Stores count from when a second actor has touched the word.

  SCENARIO   only this one
  --json     as data

Examples:
  npm run -s eras -- locks
  npm run -s eras -- locks two-pages-of-one-balloon
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } }, usage);
    const names = positionals.length > 0 ? [oneScenario(positionals, usage)] : openScenarios();
    const eras = new Map<string, ReadonlyMap<string, Kept>[]>(ERA_IDS.map((era) => [era, []]));
    for (const scenario of names.map((name) => findScenario(name))) {
      if (!progress(scenario.id)) break;
      for (const { era, release } of kernelsFor(scenario)) {
        eras.get(era.id)?.push(locksIn({ scenario, era, release, without: scenario.without }));
      }
    }
    const kept = new Map([...eras].map(([era, all]) => [era, merged(all)]));
    const words = [...new Set([...kept.values()].flatMap((all) => [...all.keys()]))].sort();
    if (values.json)
      printJson(words.map((word) => ({ word, eras: Object.fromEntries([...kept].flatMap(dataOf(word))) })));
    else if (words.length === 0) {
      print("No word is stored to once a second actor has touched it: there is no lock to speak of.\n");
    } else {
      const rows = words.map((word) => [[word], ...[...kept.values()].map((all) => [cellOf(all.get(word))])]);
      print(
        table([{ title: "word", whole: true, format: () => "bold" }, ...ERA_IDS.map((title) => ({ title }))], rows),
      );
    }
    return 0;
  },
};

function openScenarios(): string[] {
  return shippedScenarios().filter((id) => findScenario(id).order === "open");
}

const dataOf =
  (word: string) =>
  ([era, all]: [string, Map<string, Kept>]) => {
    const kept = all.get(word);
    return kept === undefined
      ? []
      : [[era, { locks: [...kept.locks].sort(), stores: [...kept.stores].sort() }] as const];
  };

function cellOf(kept: Kept | undefined): string {
  if (kept === undefined) return "–";
  return kept.locks.size === 0 ? "no common lock" : [...kept.locks].sort().join(", ");
}

/** `eras races SCENARIO`: what no lock keeps apart, in every order. */

import type { GuardName } from "../../models/guards.ts";
import { ERA_IDS, findEra } from "../../models/index.ts";
import { counted } from "../engine/counted.ts";
import {
  type Findings,
  type Kernelled,
  reportOf,
  reportText,
  shortestOf,
  watchExploration,
} from "../engine/races/index.ts";
import { memoryOf } from "../engine/scenario/on_memory.ts";
import { whyNot } from "../engine/scenario/runnable.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import { A_KERNEL } from "../engine/scenario/such_as.ts";
import { locklessTable } from "../knowledge/lockless/files.ts";
import { type Beyond, Held } from "../knowledge/lockless/hold.ts";
import { findScenario, shippedScenarios } from "../knowledge/scenarios/files.ts";
import { inFile } from "./in_file.ts";
import { limitsOf } from "./limits.ts";
import { type Command, guardsNamed, kernelsToRun, oneScenario, parse, seconds, UsageError } from "./parts/command.ts";
import { paint, print, printJson } from "./parts/terminal.ts";

const usage = "SCENARIO|--all [--era ERA] [--without GUARD] [--json]";

export const racesCommand: Command = {
  name: "races",
  usage,
  text: "accesses that no lock orders, and steps that should be two",
  help: `
Tries every order in which the actors can take their steps, and looks at how each step reaches the memory. Two accesses of different actors
meet where neither locks, references nor wake-ups say which comes first; if one of them is plain, that's a data race. And a step of a model
should be as good as one access: it may take locks, make one access that meets others, and give locks back. Where it does more,
another CPU could come in between, and a yield is missing.

content/lockless.yaml has what the kernel means to do without a lock, and the steps that stay one. Of two accesses that meet, both must stand
there, and one must name the other. Whatever else meets is printed, each race with the shortest order that shows it, and the exit status is 1.
"No race" means none in the orders that were tried.

  --all            every shipped scenario whose order is open
  --era ERA        ${ERA_IDS.join(", ")}, a kernel such as ${A_KERNEL}, or all (the default)
  --without GUARD  leave a guard out of the code; several: --without A --without B
  --max-time S     seconds for each exploration (default: no limit)
  --json           the findings as data, those of the table too

Examples:
  npm run -s eras -- races two-pages-of-one-balloon
  npm run -s eras -- races two-pages-of-one-balloon --era flags --without balloon:pages-lock
`,
  run(args) {
    const options = {
      all: { type: "boolean" },
      era: { type: "string" },
      without: { type: "string", multiple: true },
      "max-time": { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals } = parse(args, options, usage);
    if (values.all && positionals.length > 0) throw new UsageError("name one scenario, or --all", usage);
    const names = values.all ? openScenarios(values.era) : [oneScenario(positionals, usage)];
    const without = guardsNamed(values.without);
    const maxTime = seconds("--max-time", values["max-time"]);
    const held = new Held(locklessTable());
    const results = names.flatMap((name) => looked(name, held, { era: values.era, without, maxTime }));
    if (values.json) printJson(results.map(({ on, ...rest }) => ({ ...named(on), ...rest })));
    else print(results.map(told).join(""));
    return results.every(({ beyond, bound }) => bound === null && isNothing(beyond)) ? 0 : 1;
  },
};

interface Result {
  on: Kernelled;
  bound: string | null;
  orders: number;
  found: Findings;
  beyond: Beyond;
}

/** Those that the era can run, where one is named. */
function openScenarios(era: string | undefined): string[] {
  const found = era === undefined || era === "all" ? undefined : findEra(era);
  return shippedScenarios().filter((id) => {
    const scenario = findScenario(id);
    return scenario.order === "open" && (found === undefined || whyNot(scenario, found) === null);
  });
}

function looked(
  name: string,
  held: Held,
  { era: wanted, without, maxTime }: { era: string | undefined; without: GuardName[]; maxTime: number | undefined },
): Result[] {
  const scenario: Scenario = findScenario(name);
  const memory = memoryOf(scenario);
  if (memory !== "sc")
    throw new UsageError(`${name} has memory: ${memory}, where no races are looked for`, "memory: sc");
  return kernelsToRun(name, scenario, wanted).eras.map(({ era, release }) => {
    const on = { scenario, era, release, without: [...new Set([...scenario.without, ...without])] };
    const { exploration, ...found } = inFile(name, () => watchExploration(on, limitsOf(`${name} ${era.id}`, maxTime)));
    const { bound, executions, cut } = exploration;
    return { on, bound, orders: executions + cut, found, beyond: held.beyond({ era, release }, found) };
  });
}

function named({ scenario, era, release, without }: Kernelled) {
  return { scenario: scenario.id, era: era.id, release: release.id, without };
}

export function isNothing(beyond: Beyond): boolean {
  return Object.values(beyond).every((found) => found.length === 0);
}

function told({ on, bound, orders, found, beyond }: Result): string {
  const { scenario, era, release } = on;
  const head = `${paint("bold", `${scenario.id}, ${era.id} (${release.id})`)}: ${paint(isNothing(beyond) ? "green" : "red", summary(beyond))}`;
  const of = (what: string) => found.lockless.filter(({ does }) => does === what).length;
  const meant = `${counted(of("reads"), "read")} and ${counted(of("stores"), "store")}`;
  const counts = `${counted(orders, "order")}; without a lock on purpose: ${meant}, by content/lockless.yaml`;
  const lines = [head, paint("dim", bound === null ? counts : `${counts}; stopped at: ${bound}`)];
  return `${[...lines, ...beyondLines(on, beyond)].join("\n")}\n`;
}

export function summary(beyond: Beyond): string {
  if (isNothing(beyond)) return "nothing that the table doesn't explain";
  const { races, marked, lockless, steps } = beyond;
  const counts = [
    [races.length, "data race"],
    [marked.length, "meeting of marked accesses"],
    [lockless.length, "access without a lock"],
    [steps.length, "step that isn't one"],
  ] as const;
  const texts = counts.flatMap(([n, what]) => (n === 0 ? [] : [`${n} × ${what}`]));
  return texts.join(", ");
}

/** Races with their reports; of what else there is, a line. */
function beyondLines(on: Kernelled, { races, marked, lockless, steps }: Beyond): string[] {
  const lines: string[] = [];
  for (const race of races) {
    const { race: shown, isShortest } = shortestOf(on, race);
    const report = reportOf(on, shown);
    const order = `choices: ${shown.choices.join(" ")} (${isShortest ? "the shortest there is" : "not proven to be the shortest"})`;
    lines.push(
      "",
      report === null ? `${race.first.where} / ${race.second.where}: ${race.first.word}` : reportText(report),
      order,
    );
  }
  for (const { first, second, choices } of marked) {
    const both = `${first.where} and ${second.where} meet in ${second.word}`;
    lines.push("", `${both}, both marked, and no row of either names the other: choices: ${choices.join(" ")}`);
  }
  for (const { where, word, does, marking, held, choices } of lockless) {
    if (races.some(({ first, second }) => [first, second].some((side) => side.where === where && side.word === word)))
      continue;
    const what = `${where} ${does === "reads" ? "reads" : "stores to"} ${word}${marking === "plain" ? ", unmarked" : ""}`;
    lines.push("", `${what}, ${heldText(held)}: choices: ${choices.join(" ")}`);
  }
  for (const { step, where, shape, before, after, choices } of steps) {
    lines.push("", `${where}, step ${step} (${shape}): another CPU could come in between: ${before}; then ${after}.`);
    lines.push(`  A yield is missing there. choices: ${choices.join(" ")}`);
  }
  return lines;
}

function heldText(held: readonly string[]): string {
  return held.length === 0 ? "without a lock" : `with no lock that keeps the others away (held: ${held.join(", ")})`;
}

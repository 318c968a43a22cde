/** What every command is, and how it reads its arguments. */

import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { ERAS, findEra, KERNEL_NAMES, PLAN_IDS, PLANS } from "../../../models/index.ts";
import { isKeyOf } from "../../../models/keys.ts";
import { MEMORY_MODELS } from "../../../models/machine/config.ts";
import { messageOf } from "../../engine/message.ts";
import { CannotRun } from "../../engine/run/cannot_run.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";
import { nearest } from "../../engine/scenario/nearest.ts";
import { noRoomFor, onMemory, stepping } from "../../engine/scenario/on_memory.ts";
import { runnable } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { beside } from "../../knowledge/plans/beside.ts";
import { scenarioFileName } from "../../knowledge/scenarios/files.ts";

const RELEASES = ERAS.flatMap((era) => era.releases.map((release) => ({ era, release })));

export interface Command {
  name: string;
  usage: string;
  /** One line. */
  text: string;
  /** What it does, its options, and an example. */
  help: string;
  /** The exit status. A promise, where it has threads of its own work. */
  run(args: string[]): number | Promise<number>;
}

/** Wrong arguments: exit status 2. */
export class UsageError extends Error {
  constructor(problem: string, expected: string) {
    super(`eras: ${problem}\nExpected: ${expected}\nTry: npm run -s eras -- --help`);
    this.name = "UsageError";
  }
}

/** A name that is not known, and the one that was probably meant. */
export function unknown(what: string, name: string, known: readonly string[]): UsageError {
  const near = nearest(name, known);
  return new UsageError(
    `unknown ${what} "${name}"${near === undefined ? "" : `; did you mean "${near}"?`}`,
    known.join(", "),
  );
}

export function parse<T extends ParseArgsOptionsConfig>(args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const [, option] = /^Unknown option '(--?[^']+)'/.exec(messageOf(error)) ?? [];
    if (option !== undefined)
      throw unknown(
        "option",
        option,
        Object.keys(options).map((each) => `--${each}`),
      );
    throw new UsageError(messageOf(error).replace(/\n.*/s, ""), usage);
  }
}

export function oneScenario(positionals: string[], usage: string): string {
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new UsageError("name one scenario", usage);
  return name;
}

/**
 * The kernels to run the scenario on, and a line for each that is left out. `era` is `mops`, `mops@6.1`, or a stage of a series, `mops@6.16-p12`;
 * `all`: each era's reference kernel, or the first that can run it. `name`: how the scenario was found. A command that
 * has nothing to run fails.
 */
export function kernelsToRun(name: string, scenario: Scenario, era = "all"): ReturnType<typeof runnable> {
  const found = era === "all" ? undefined : findEra(era);
  if (era !== "all" && !found) throw unknown("era", era, ["all", ...KERNEL_NAMES]);
  const answer = runnable(scenario, found && [found]);
  if (answer.eras.length > 0) return answer;
  const able = runnable(scenario, RELEASES).eras.map((each) => `${each.era.id}@${each.release.id}`);
  const why = answer.skipped.map((line) => `  ${line}`).join("\n");
  const action = able.length > 0 ? `It runs on ${able.join(", ")}.` : "No kernel that is modelled can run it.";
  throw new CannotRun(null, `${scenarioFileName(name)}: well formed, but nothing was run\n${why}\n${action}`);
}

/** The same for a comparison. `plan`: the plan beside the era that it is built on, in place of all eras. */
export function kernelsToCompare(name: string, scenario: Scenario, plan?: string): ReturnType<typeof runnable> {
  if (plan === undefined) return kernelsToRun(name, scenario);
  const { era: asked, release: wanted } = planNamed(plan);
  const { below, here } = beside(asked, wanted);
  const both = [below, here].map(({ era, release }) => kernelsToRun(name, scenario, `${era.id}@${release.id}`));
  return { eras: both.flatMap(({ eras }) => eras), skipped: both.flatMap(({ skipped }) => skipped) };
}

/** Wherever a plan is asked for, and no era. */
export function planNamed(name: string): ModelledKernel {
  const found = findEra(name);
  if (found === undefined || !PLANS.includes(found.era)) throw unknown("plan", name, PLAN_IDS);
  return found;
}

export function guardsNamed(names: readonly string[] = []): GuardName[] {
  return names
    .flatMap((each) => each.split(","))
    .map((name) => {
      if (isKeyOf(GUARDS, name)) return name;
      throw unknown("guard", name, Object.keys(GUARDS));
    });
}

/** The scenario on the memory of `--memory`; as it is where the option is not given. */
export function withMemory(scenario: Scenario, text: string | undefined): Scenario {
  if (text === undefined) return scenario;
  const memory = MEMORY_MODELS.find((each) => each === text);
  if (memory === undefined) throw new UsageError(`--memory cannot be "${text}"`, MEMORY_MODELS.join(", "));
  const crowded = noRoomFor(scenario.actors.length, memory);
  if (crowded) throw new UsageError(crowded.found, `${crowded.expected}. ${crowded.action}`);
  const there = onMemory(scenario, memory);
  const steps = stepping(there);
  const strange = Array.isArray(there.order) ? there.order.find(({ actor }) => !steps.includes(actor)) : undefined;
  if (strange)
    throw new UsageError(
      `the order lets "${strange.actor}" go on, but --memory ${memory} has no such actor`,
      `${steps.join(", ")}; or no --memory, where the file says which it is for`,
    );
  return there;
}

/** The value of an option; undefined where it is not given. */
export function wholeNumber(least: number, option: string, text: string | undefined): number | undefined {
  return numeric(
    option,
    text,
    (value) => Number.isSafeInteger(value) && value >= least,
    `a whole number from ${least}`,
  );
}
export function seconds(option: string, text: string | undefined): number | undefined {
  return numeric(option, text, (value) => Number.isFinite(value) && value > 0, "a number of seconds above 0");
}
function numeric(option: string, text: string | undefined, fits: (value: number) => boolean, expected: string) {
  if (text === undefined) return undefined;
  if (text.trim() !== "" && fits(Number(text))) return Number(text);
  throw new UsageError(`${option} cannot be "${text}"`, expected);
}

/** "1 1 0 2": actors by number. */
export function choicesOf(text: string, actors: number): number[] {
  const choices = text.split(/[\s,]+/).filter((each) => each !== "");
  const wrong = choices.find((each) => !/^\d+$/.test(each) || Number(each) >= actors);
  if (wrong === undefined && choices.length > 0) return choices.map(Number);
  throw new UsageError(
    `--choices: ${wrong === undefined ? "the list is empty" : `no actor ${wrong}`}`,
    `numbers from 0 to ${actors - 1}`,
  );
}

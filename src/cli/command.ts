/** What every command is, and how it reads its arguments. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Era, Release } from "../../models/era.ts";
import { GUARDS, type GuardName } from "../../models/guards.ts";
import { findEra, KERNEL_NAMES } from "../../models/index.ts";
import { nearest } from "../scenario/nearest.ts";
import { REFERENCES } from "../scenario/runnable.ts";

export interface Command {
  name: string;
  usage: string;
  /** One line. */
  text: string;
  /** What it does, its options, and an example. */
  help: string;
  run(args: string[]): number;
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
    const [, option] = /^Unknown option '(--?[^']+)'/.exec((error as Error).message) ?? [];
    if (option !== undefined)
      throw unknown(
        "option",
        option,
        Object.keys(options).map((each) => `--${each}`),
      );
    throw new UsageError((error as Error).message.split("\n", 1)[0] as string, usage);
  }
}

export function oneScenario(positionals: string[], usage: string): string {
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new UsageError("name one scenario", usage);
  return name;
}

/** `all`, `mops`, `mops@6.1`, and a stage of a series, `mops@6.16-p12`. */
export function erasNamed(name: string): readonly { era: Era; release: Release }[] {
  if (name === "all") return REFERENCES;
  const found = findEra(name);
  if (found) return [found];
  throw unknown("era", name, ["all", ...KERNEL_NAMES]);
}

export function guardsNamed(names: readonly string[] = []): GuardName[] {
  return names
    .flatMap((each) => each.split(","))
    .map((name) => {
      if (Object.hasOwn(GUARDS, name)) return name as GuardName;
      throw unknown("guard", name, Object.keys(GUARDS));
    });
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

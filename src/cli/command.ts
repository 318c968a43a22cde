/** What every command is, and how it reads its arguments. */
import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { Era, Release } from "../../models/era.ts";
import { GUARDS, type GuardName } from "../../models/guards.ts";
import { ERAS, findEra } from "../../models/index.ts";
import { nearest } from "../scenario/nearest.ts";

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

export function parse<T extends ParseArgsOptionsConfig>(args: string[], options: T, usage: string) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message, usage);
  }
}

export function oneScenario(positionals: string[], usage: string): string {
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) throw new UsageError("name one scenario", usage);
  return name;
}

/** `all`, `mops`, `mops@6.1`. */
export function erasNamed(name: string): { era: Era; release: Release }[] {
  if (name === "all") return ERAS.map((era) => ({ era, release: era.releases[0] as Release }));
  const found = findEra(name);
  if (found) return [found];
  const known = ["all", ...ERAS.flatMap(({ id, releases }) => [id, ...releases.map((each) => `${id}@${each.id}`)])];
  throw new UsageError(`no era "${name}"`, known.join(", "));
}

export function guardsNamed(names: readonly string[] = []): GuardName[] {
  return names
    .flatMap((each) => each.split(","))
    .map((name) => {
      if (name in GUARDS) return name as GuardName;
      const near = nearest(name, Object.keys(GUARDS));
      throw new UsageError(
        `no guard "${name}"${near ? ` (did you mean "${near}"?)` : ""}`,
        Object.keys(GUARDS).join(", "),
      );
    });
}

export function positiveInteger(text: string | undefined, option: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new UsageError(`${option} ${text} is not a number of steps`, `a whole number above 0`);
}

/** What a part of an exploration answers, for others to join: which part it is of what, and what it met. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { MEMORY_MODELS } from "../../models/machine/config.ts";
import { MAX_ACTORS } from "../engine/explore/actors.ts";
import type { Exploration } from "../engine/explore/explore.ts";
import type { Part } from "../engine/explore/parts.ts";
import { messageOf } from "../engine/message.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import type { Verification } from "../engine/verify/verify.ts";
import { UsageError } from "./parts/command.ts";

const FORMAT = "movable-eras part of an exploration";
/** Parts that a machine of any size could not tell apart. */
const MOST_PARTS = 1000;

const text = v.string();
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const choices = v.array(v.pipe(count, v.maxValue(MAX_ACTORS - 1)));
const end = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));
const found = v.object({ kind: text, message: text, choices, mild: v.exactOptional(v.literal(true)) });

const exploration = v.object({
  bound: v.nullable(text),
  violations: v.array(found),
  unfair: v.nullable(found),
  outcomes: v.array(
    v.object({
      end: v.pipe(
        text,
        v.check((value) => v.is(end, value), "no end of a run"),
      ),
      count,
      choices,
    }),
  ),
  random: count,
  preemptions: v.nullable(count),
  executions: count,
  cut: count,
  states: count,
  steps: count,
});

const answer = v.object({
  format: v.literal(FORMAT),
  part: v.pipe(
    v.object({ number: v.pipe(count, v.minValue(1)), of: v.pipe(count, v.maxValue(MOST_PARTS)) }),
    v.check(({ number, of }) => number <= of, "no part of so many"),
  ),
  version: text,
  scenario: v.object({ name: text, digest: text }),
  options: v.object({ era: text, without: v.array(text), memory: v.picklist(MEMORY_MODELS), invariants: v.boolean() }),
  kernels: v.pipe(v.array(v.object({ era: text, release: text, exploration })), v.minLength(1)),
});

export type Answer = v.InferOutput<typeof answer>;

/** The value of `--shard`: "1/3". */
export function partNamed(value: string | undefined): Part | undefined {
  if (value === undefined) return undefined;
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (number >= 1 && number <= of && of <= MOST_PARTS) return { number, of };
  throw new UsageError(
    `--shard cannot be "${value}"`,
    `1/3, 2/3 or 3/3, say: which part of how many, up to ${MOST_PARTS}`,
  );
}

export function answerOf(
  part: Part,
  name: string,
  scenario: Scenario,
  options: Answer["options"],
  results: readonly Verification[],
): Answer {
  return {
    format: FORMAT,
    part,
    version: version(),
    scenario: { name, digest: digestOf(scenario) },
    options,
    kernels: results.map(({ era, release, exploration: { outcomes, ...rest } }) => {
      const ends = [...outcomes].map(([end, each]) => ({ end, ...each }));
      return { era, release, exploration: { ...rest, outcomes: ends } };
    }),
  };
}

/** Throws UsageError. */
export function readAnswer(file: string): Answer {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`, EXPECTED);
  }
  const read = v.safeParse(answer, data);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new UsageError(
    `${file} isn't a part of an exploration: ${v.getDotPath(issue) ?? "all of it"}: ${issue.message}`,
    EXPECTED,
  );
}
export const EXPECTED = "files with what eras explore --shard I/N printed";

export function explorationIn({ outcomes, ...rest }: Answer["kernels"][number]["exploration"]): Exploration {
  const ends = outcomes.map(({ end, ...each }) => [end, each] as const);
  return { ...rest, estimatedStates: null, outcomes: new Map(ends) };
}

export function digestOf(scenario: Scenario): string {
  return hashOf([JSON.stringify(scenario)]);
}

/** Of all that decides what a part is and what it meets: the models that are in use, and the explorer. */
export function version(): string {
  const folders = [import.meta.resolve("../../models/index.ts"), import.meta.resolve("../engine/message.ts")];
  return hashOf(
    folders.flatMap((url) => {
      const folder = dirname(fileURLToPath(url));
      const files = globSync("**/*.ts", { cwd: folder }).map((file) => file.replaceAll("\\", "/"));
      return files.sort().flatMap((file) => [file, readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n")]);
    }),
  );
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const each of texts) hash.update(`${each}\0`);
  return hash.digest("hex").slice(0, 16);
}

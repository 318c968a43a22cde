/** A change of the models with a known answer. It is made from the models of today and not stored, so it can't go stale without saying so. */
import type { EraId } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { readModels } from "../../src/knowledge/source/files.ts";
import { withoutGuards } from "../../src/knowledge/source/guards_out.ts";
import type { Files } from "../../src/review/patch.ts";
import type { Report } from "../../src/review/report.ts";

export interface Known {
  name: string;
  group: "refactoring" | "slip" | "guard" | "museum" | "kata" | "stage";
  era: EraId;
  /** What is enough to see it, besides what every change is tried on. */
  scenarios: readonly string[];
  before: Files;
  after: Files;
  /** Whose code that is; null: the models as they are. */
  kernel?: string | null;
  /** Any of these is right. */
  answers: readonly Report["verdict"]["kind"][];
  /** What the project's own tables say of it, each of which a review must tell; of changes that are made by hand there are none. */
  foretold?: readonly Foretold[];
}

/** One row of such a table. */
export interface Foretold {
  scenario: string;
  kernel: string;
  /** "invariant I-16", "null-dereference", "another end", "harmless". */
  word: string;
  /** Names of the questions that show it. */
  questions: readonly string[];
}

export const MODELS: Files = readModels();

/** No difference that anybody sees. */
export const HARMLESS: Known["answers"] = ["none", "guard", "steps", "words", "stores", "calls", "recording"];
/** A difference that somebody has to mend. */
export const HARMFUL: Known["answers"] = ["fault", "rule", "end"];

export type Edit = readonly [file: string, before: string, after: string];

/** Throws where the models have no longer what is to be replaced. */
export function edited(files: Files, edits: readonly Edit[]): Files {
  const result: Record<string, string> = { ...files };
  for (const [name, before, after] of edits) {
    const file = `models/${name}`;
    const text = result[file] ?? "";
    if (!text.includes(before)) throw new Error(`test/review: ${file} has no longer: ${before}`);
    result[file] = text.replaceAll(before, after);
  }
  return result;
}

/** The code without guards, in an era and in what it shares with others. */
export function without(files: Files, guards: readonly GuardName[], era: EraId): Files {
  return guards.length === 0 ? files : withoutGuards(files, guards, era);
}

/**
 * The patches of a series, in words: content/series. What each does to the models is not written there; it is computed from the stages
 * that it leads to.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { readData } from "../data.ts";
import { SERIES } from "./points.ts";

const text = v.pipe(v.string("text"), v.trim(), v.minLength(1, "text"));
const list = <const S extends v.GenericSchema>(of: S) => v.optional(v.array(of), []);
const messageId = v.pipe(v.string(), v.regex(/^<[^<>\s@]+@[^<>\s@]+>$/, "a Message-ID in angle brackets"));
const commit = v.pipe(v.string("a commit id in quotes"), v.regex(/^[0-9a-f]{12}$/, "twelve hexadecimal digits"));
const step = v.picklist(keysOf(STEPS), "the name of a step in models/steps.ts");
const guard = v.picklist(keysOf(GUARDS), "the name of a guard in models/guards.ts");
const name = v.pipe(v.string(), v.regex(/^[\w.]+(\(\))?$/, "a name of the kernel"));

/** How well it is known: as on the timeline. */
const grade = v.picklist(["id", "text", "source", "recalled"]);

const remark = v.strictObject({
  text,
  grade,
  sources: v.pipe(v.array(text), v.minLength(1)),
});

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const patch = v.strictObject({
  number: count,
  /** Null: one of the parts into which a commit is cut here, and which nobody posted: `part_of` names the commit. */
  commit: v.nullable(commit),
  part_of: v.optional(commit),
  title: text,
  grade,
  does: text,
  why_here: text,
  steps: list(step),
  /** Where a check is from this patch on: new, gone, or in other hands. */
  guards: v.optional(v.strictObject({ come: list(guard), go: list(guard), move: list(guard) }), {}),
  /** Kernel functions and names of the models that it is about. */
  functions: list(name),
  names: list(v.strictObject({ old: name, new: name })),
  asked: list(remark),
});

const posting = v.strictObject({
  what: text,
  date: v.pipe(v.string(), v.isoDate()),
  message: messageId,
  /** Of the one patch that `files` tells of, as the mail counts it. */
  diff: v.optional(v.strictObject({ patch: v.optional(text), files: count, added: count, removed: count })),
});

const series = v.strictObject({
  id: v.picklist(SERIES, `a series that is told in stages: ${SERIES.join(", ")}`),
  title: text,
  author: text,
  landed: text,
  /** How a question to a bisection of it is asked in the terminal, to begin with. */
  bisect: text,
  posted: v.pipe(v.array(posting), v.minLength(1)),
  story: v.pipe(v.array(remark), v.minLength(1)),
  /** Of a large commit: what it did to each file, what a driver no longer has, and which posting alone has the file. */
  files: list(v.strictObject({ path: text, only: v.optional(text), change: text, lost: v.optional(text) })),
  patches: v.pipe(v.array(patch), v.minLength(1)),
  /** What kernels after the series have that the one before them has not. */
  after: list(v.strictObject({ kernel: text, ...remark.entries })),
});

export type Series = v.InferOutput<typeof series>;
export type Patch = Series["patches"][number];

/** Throws an Error that names the file and every mistake in it. */
export function readSeries(source: string, file: string): Series {
  const read = readData(series, source, file);
  const wrong = read.patches.find(({ number }, index) => number !== index + 1);
  if (wrong) throw new Error(`${file}: patch ${wrong.number} is out of order`);
  return read;
}

/** For a line of text. */
export const commitText = ({ commit, part_of }: Pick<Patch, "commit" | "part_of">): string =>
  commit ?? (part_of === undefined ? "commit not found" : `part of ${part_of}`);

/**
 * Makes the files of a kernel out of a folder of recordings: a JSON file for each scenario of the recorder, and kernel.json, which
 * says which kernel it was. One example of each pattern; times, processors and frame numbers are left out. All of it, or nothing.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { ERAS } from "../../../models/index.ts";
import { codeOf, messageOf } from "../../engine/message.ts";
import { distil, type RecorderFile, RecordingError, recorderFile } from "../../knowledge/kernels/distil.ts";
import {
  type Pattern,
  type Provenance,
  patterns,
  provenance,
  type Recording,
  recordedKernel,
  recording,
} from "../../knowledge/kernels/schema.ts";
import { write, writeProvenance } from "./write.ts";

/** Something that the reader can put right. */
export class ConvertError extends Error {
  constructor(problem: string, next: string) {
    super(`kernel:convert: ${problem}\n${next}`);
    this.name = "ConvertError";
  }
}

const KERNEL = "kernel.json";
const PATTERNS = join(import.meta.dirname, "../../../content/kernels/patterns.yaml");

/** `into`: where the folder of the release is, or will be. Returns a line for each file. */
export function convertFolder(folder: string, release: string, into: string): string[] {
  const era = eraOf(release);
  const known = v.parse(patterns, parse(readFileSync(PATTERNS, "utf8")));
  const names = jsonIn(folder);
  const files = names.filter((name) => name !== KERNEL).map((name) => recordingsIn(folder, name, known));
  if (files.length === 0)
    throw new ConvertError(
      `${folder} holds no recording`,
      "A recording is a .json file. Try: npm run kernel:record -- --help",
    );
  if (!names.includes(KERNEL)) {
    throw new ConvertError(
      `${folder} has no ${KERNEL}, which says which kernel it was`,
      "kernel:record writes one beside its recordings; content/kernels/README.md says what is in it.",
    );
  }
  const made = known.flatMap((pattern) => distilled(folder, files, pattern) ?? []);
  if (made.length === 0) {
    throw new ConvertError(`nothing in ${folder} is an example of a pattern`, `The patterns are in ${PATTERNS}.`);
  }
  const target = join(into, release);
  const recorded = { release, era, ...readForm(recordedKernel, folder, KERNEL), notes: [] };
  const written = whereFrom(target, recorded, made);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "kernel.yaml"), writeProvenance(written));
  for (const each of made) writeFileSync(join(target, `${each.pattern}.yaml`), write(each));
  return [
    `${release}: ${recorded.package}`,
    ...made.map(({ pattern, calls }) => `${release} ${pattern}: ${calls.length} calls`),
  ];
}

function eraOf(release: string): Provenance["era"] {
  const era = ERAS.find(({ releases }) => releases.some(({ id }) => id === release));
  if (era) return era.id;
  const known = ERAS.flatMap(({ releases }) => releases.map(({ id }) => id));
  throw new ConvertError(`no model runs as a kernel "${release}"`, `There are: ${known.join(", ")}`);
}

function jsonIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".json"));
  } catch (error) {
    throw new ConvertError(
      `${folder} cannot be read as a folder (${codeOf(error)})`,
      "kernel:record says at its end where it has written.",
    );
  }
}

function recordingsIn(folder: string, name: string, known: readonly Pattern[]): RecorderFile {
  const file = readForm(recorderFile, folder, name);
  const scenarios = [...new Set(known.map(({ recorded }) => recorded.scenario))];
  if (!scenarios.includes(file.scenario)) {
    throw new ConvertError(
      `${join(folder, name)}: no pattern is of "${file.scenario}"`,
      `There are: ${scenarios.join(", ")}`,
    );
  }
  const cases = new Set(
    known.filter(({ recorded }) => recorded.scenario === file.scenario).map(({ recorded }) => recorded.case),
  );
  const stray = Object.keys(file.cases).find((each) => !cases.has(each));
  if (stray === undefined) return file;
  throw new ConvertError(
    `${join(folder, name)}: no pattern of ${file.scenario} has the case "${stray}"`,
    `There are: ${[...cases].join(", ")}`,
  );
}

function readForm<Schema extends v.GenericSchema>(schema: Schema, folder: string, name: string): v.InferOutput<Schema> {
  const path = join(folder, name);
  const wrong = (what: string) =>
    new ConvertError(`${path}: ${what}`, "content/kernels/README.md says what is in such a file.");
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw wrong(messageOf(error));
  }
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw wrong(`${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
}

function distilled(folder: string, files: readonly RecorderFile[], pattern: Pattern): Recording | null {
  const wrong = (what: string) =>
    new ConvertError(`${folder}: ${pattern.id}: ${what}`, "Usually calls are missing. Try: recording it again");
  try {
    const found = distil(files, pattern);
    const result = v.safeParse(v.nullable(recording), found);
    if (result.success) return result.output;
    const [issue] = result.issues;
    throw wrong(`${v.getDotPath(issue) ?? "the recording"}: ${issue.message}`);
  } catch (error) {
    throw error instanceof RecordingError ? wrong(error.message) : error;
  }
}

/**
 * A folder is one kernel: what is there of another one has to be made anew, or to go. Of the same one, what is not made anew was
 * recorded another day, and stays.
 */
function whereFrom(target: string, now: Provenance, made: readonly Recording[]): Provenance {
  const path = join(target, "kernel.yaml");
  if (!existsSync(path)) return now;
  const stored = v.parse(provenance, parse(readFileSync(path, "utf8")));
  const names = made.map(({ pattern }) => pattern);
  const rest = readdirSync(target).filter(
    (file) => !["kernel.yaml", ...names.map((name) => `${name}.yaml`)].includes(file),
  );
  if (rest.length === 0) return { ...now, notes: stored.package === now.package ? stored.notes : [] };
  if (stored.package === now.package) return { ...stored, later: [...laterThan(stored, names), timeOf(now, names)] };
  throw new ConvertError(
    `${target} is of ${stored.package}, and this is ${now.package}, without ${rest.join(", ")}`,
    "One folder is one kernel. Record those too, or remove the folder first.",
  );
}

type Later = NonNullable<Provenance["later"]>[number];

/** Without what is made anew now. */
function laterThan({ later = [] }: Provenance, names: readonly string[]): Later[] {
  return later
    .map((time) => ({ ...time, patterns: time.patterns.filter((name) => !names.includes(name)) }))
    .filter(({ patterns }) => patterns.length > 0);
}

function timeOf({ recorded, emulator, command, tracer }: Provenance, names: string[]): Later {
  return { patterns: names, recorded, emulator, command, tracer };
}

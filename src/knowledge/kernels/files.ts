/** Recordings on disk: those that come with the project, and a folder of anybody's own. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type * as v from "valibot";
import { compareVersions, eraOf, findEra, KERNEL_NAMES } from "../../../models/index.ts";
import { codeOf, messageOf } from "../../engine/message.ts";
import { readData } from "../data.ts";
import { distil, RecordingError, recorderFile } from "./distil.ts";
import type { HeldRecording } from "./held.ts";
import { type Pattern, patterns, provenance, type Recording, recordedKernel, recording, unmodelled } from "./schema.ts";

const STORED = relative(process.cwd(), join(import.meta.dirname, "../../../content/kernels"));
/** Says which kernel it was: in files of our form, and in those of a recorder. */
const [KERNEL, RECORDERS] = ["kernel.yaml", "kernel.json"];
const UNMODELLED = "unmodelled.yaml";

/** By "flags@6.17": how many recordings there are of the kernel. */
export function recordedKernels(): Map<string, number> {
  return new Map(
    foldersOfKernels(STORED).map((folder) => [kernelIn(folder), filesIn(folder, ".yaml").length - 1] as const),
  );
}

export function knownPatterns(): Pattern[] {
  return read(patterns, join(STORED, "patterns.yaml"));
}

/** Those of the project, oldest kernel first. */
export function storedRecordings(): HeldRecording[] {
  return recordingsIn(STORED);
}

/**
 * Those of one kernel, or of several in folders of their own; as npm run kernel:record writes them, or as they stand in the project. An
 * unmodelled.yaml beside them adds to the project's. `kernel`: which model they are for, where not that of the recorded kernel.
 * Throws RecordingError.
 */
export function recordingsIn(folder: string, kernel?: string): HeldRecording[] {
  const known = knownPatterns();
  const lists = [...new Set([STORED, folder])].map((each) => join(each, UNMODELLED)).filter((path) => existsSync(path));
  const missing = lists.flatMap((path) => read(unmodelled, path));
  const folders = kernel !== undefined && filesIn(folder, ".json").length > 0 ? [folder] : foldersOfKernels(folder);
  const found = folders.flatMap((each) => {
    const name = kernel ?? kernelIn(each);
    const release = name.replace(/^.*@/, "");
    const left = missing.filter(({ kernels }) => kernels.includes(release));
    return seenIn(each, known).map((seen) => ({ kernel: name, ...seen, unmodelled: left }));
  });
  if (found.length > 0) return found.sort((a, b) => compareVersions(versionIn(a), versionIn(b)));
  throw new RecordingError(`${folder}: nothing here is an example of a pattern
Usually the kernel did something else, or the recording broke off. The patterns are in content/kernels/patterns.yaml.`);
}

const versionIn = ({ kernel }: HeldRecording) => kernel.replace(/^.*@|-p\d+$/g, "");

function foldersOfKernels(folder: string): string[] {
  const isOne = (path: string) => [KERNEL, RECORDERS].some((name) => existsSync(join(path, name)));
  if (isOne(folder)) return [folder];
  const inside = entriesOf(folder).flatMap((each) => (each.isDirectory() ? [join(folder, each.name)] : []));
  const found = inside.filter(isOne);
  if (found.length > 0) return found;
  throw new RecordingError(`${folder}: no folder of recordings, and holds none
Usually ${KERNEL} or ${RECORDERS}, which says which kernel it was, is missing. npm run kernel:record writes one beside its recordings.`);
}

/** The model of the kernel that was recorded. */
function kernelIn(folder: string): string {
  const path = join(folder, KERNEL);
  if (existsSync(path)) {
    const { era, release } = read(provenance, path);
    return modelled(`${era}@${release}`, path);
  }
  const { version } = read(recordedKernel, join(folder, RECORDERS));
  return modelled(`${eraOf(version).id}@${version.replace(/\.\d+$/, "")}`, join(folder, RECORDERS));
}

function modelled(name: string, path: string): string {
  if (findEra(name)) return name;
  throw new RecordingError(`${path}: no model runs as ${name}
Name the kernel that it shall be held against: ${KERNEL_NAMES.filter((each) => !each.includes("-p")).join(", ")}.`);
}

function seenIn(folder: string, known: readonly Pattern[]): { pattern: Pattern; recorded: Recording }[] {
  if (existsSync(join(folder, KERNEL))) return stored(folder, known);
  const files = filesIn(folder, ".json").filter((name) => name !== RECORDERS);
  const recorded = files.map((name) => read(recorderFile, join(folder, name)));
  return known.flatMap((pattern) => {
    const found = naming(folder, () => distil(recorded, pattern));
    return found === null ? [] : [{ pattern, recorded: found }];
  });
}

function stored(folder: string, known: readonly Pattern[]): { pattern: Pattern; recorded: Recording }[] {
  const names = filesIn(folder, ".yaml").filter((name) => name !== KERNEL && name !== UNMODELLED);
  return names.map((name) => {
    const path = join(folder, name);
    const pattern = known.find(({ id }) => `${id}.yaml` === name);
    const recorded = read(recording, path);
    if (pattern !== undefined && recorded.pattern === pattern.id) return { pattern, recorded };
    throw new RecordingError(`${path}: the file of a recording is named by its pattern, and this one is of ${recorded.pattern}
Rename it. There are: ${known.map(({ id }) => id).join(", ")}.`);
  });
}

function filesIn(folder: string, ending: string): string[] {
  return entriesOf(folder).flatMap((each) => (each.isFile() && each.name.endsWith(ending) ? [each.name] : []));
}

function entriesOf(folder: string) {
  return naming(folder, () => readdirSync(folder, { withFileTypes: true }));
}

function read<Schema extends v.GenericSchema>(schema: Schema, path: string): v.InferOutput<Schema> {
  const text = naming(path, () => readFileSync(path, "utf8"));
  try {
    return readData(schema, text, path);
  } catch (error) {
    throw new RecordingError(`${messageOf(error)}\ncontent/kernels/README.md says what is in such a file.`);
  }
}

function naming<R>(path: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    const theirs = error instanceof RecordingError || codeOf(error) !== undefined;
    if (!theirs) throw error;
    throw new RecordingError(
      `${path}: ${messageOf(error)}\nCheck the path; of a recording that is not whole, make another.`,
    );
  }
}

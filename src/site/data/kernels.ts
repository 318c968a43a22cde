/** content/kernels: what real kernels did, and the same on the models, held against each other. */
import type { Era, Release } from "../../../models/era.ts";
import { findEra } from "../../../models/index.ts";
import { readData } from "../../knowledge/data.ts";
import { folderProblems } from "../../knowledge/kernels/folders.ts";
import { heldTo } from "../../knowledge/kernels/held.ts";
import {
  type Pattern,
  type Provenance,
  patterns,
  provenance,
  type Recording,
  recording,
  unmodelled,
} from "../../knowledge/kernels/schema.ts";
import { scenarioNamed } from "./scenarios.ts";

const FILES = import.meta.glob<string>("../../../content/kernels/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
const FOLDER = "../../../content/kernels/";
const text = (name: string) => FILES[`${FOLDER}${name}`] ?? "";
const file = (name: string) => `content/kernels/${name}`;

export interface RecordedKernel {
  provenance: Provenance;
  /** "flags@6.17". */
  name: string;
  era: Era;
  release: Release;
}

export const PATTERNS = readData(patterns, text("patterns.yaml"), file("patterns.yaml"));
export const UNMODELLED = readData(unmodelled, text("unmodelled.yaml"), file("unmodelled.yaml"));

const problems = folderProblems(
  Object.keys(FILES).map((path) => path.slice(FOLDER.length)),
  PATTERNS.map(({ id }) => id),
);
if (problems.length > 0) throw new Error(problems.join("\n"));

/** Oldest first. */
export const KERNELS: RecordedKernel[] = Object.keys(FILES)
  .filter((path) => path.endsWith("/kernel.yaml"))
  .map((path) => {
    const name = path.slice(FOLDER.length);
    const from = readData(provenance, FILES[path] ?? "", file(name));
    if (name !== `${from.release}/kernel.yaml`)
      throw new Error(`${file(name)}: release is ${from.release}, in another folder`);
    const kernel = `${from.era}@${from.release}`;
    const found = findEra(kernel);
    if (!found) throw new Error(`${file(name)}: no model of ${kernel}`);
    return { provenance: from, name: kernel, ...found };
  })
  .sort((a, b) => a.provenance.version.localeCompare(b.provenance.version, "en", { numeric: true }));

/** null: this kernel was not recorded doing it. */
export function recordingOf({ id }: Pattern, { provenance: { release } }: RecordedKernel): Recording | null {
  const name = `${release}/${id}.yaml`;
  if (text(name) === "") return null;
  const recorded = readData(recording, text(name), file(name));
  if (recorded.pattern !== id) throw new Error(`${file(name)}: pattern is ${recorded.pattern}, in the file of another`);
  return recorded;
}

/** Runs the model. */
export function heldAgainstRecording(pattern: Pattern, recorded: Recording, kernel: RecordedKernel) {
  return heldTo({ pattern, recorded, unmodelled: unmodelledOn(kernel) }, scenarioNamed(pattern.scenario), kernel);
}

export function unmodelledOn({ provenance: { release } }: RecordedKernel) {
  return UNMODELLED.filter(({ kernels }) => kernels.includes(release));
}

/** The patterns that a run of the scenario on the kernel is held to; the order of the run is the scenario's own, and so is the driver. */
export function heldAgainst(scenario: string, kernel: string): { linux: string; patterns: Pattern[] } | null {
  const recorded = KERNELS.find(({ name }) => name === kernel);
  if (!recorded) return null;
  const held = PATTERNS.filter(
    (pattern) =>
      pattern.scenario === scenario &&
      pattern.busy === undefined &&
      pattern.order === undefined &&
      pattern.plays === undefined &&
      recordingOf(pattern, recorded) !== null,
  );
  return held.length === 0 ? null : { linux: recorded.provenance.version, patterns: held };
}

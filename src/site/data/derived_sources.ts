/** Sources that no data file names, because what they say follows from the models and the recordings. */
import { ERAS } from "../../../models/index.ts";
import type { StepRow } from "../compare/steps.ts";
import { stepGroups } from "./comparison.ts";
import { filesOf } from "./era_code.ts";
import { KERNELS, PATTERNS, type RecordedKernel, recordingOf } from "./kernels.ts";

interface PageSources {
  label: string;
  path: string;
  sources: string[];
}

/** Of the pages that compare code: the kernel files that the code follows, as of the reference kernels. */
export function codeSources(): PageSources[] {
  return stepGroups().map(({ id, title, rows }) => ({
    label: `code: ${title}`,
    path: `compare/${id}/`,
    sources: followedBy(rows),
  }));
}

/** Of the pages that hold models against recordings. */
export function recordingSources(): PageSources[] {
  const ofPatterns = PATTERNS.map((pattern) => ({
    label: pattern.title,
    path: `kernels/${pattern.id}/`,
    sources: KERNELS.filter((kernel) => recordingOf(pattern, kernel) !== null).map(recordingSource),
  }));
  return [
    { label: "Held against real kernels", path: "kernels/", sources: KERNELS.map(recordingSource) },
    ...ofPatterns,
  ];
}

function followedBy(rows: readonly StepRow[]): string[] {
  return ERAS.flatMap(({ id, releases: [reference] }) => {
    const files = new Set(rows.flatMap(({ places }) => places.flatMap((place) => place[id]?.declaration.file ?? [])));
    const followed = filesOf(id).filter(({ file }) => files.has(file));
    return followed.flatMap(({ follows }) => follows.map((file) => `${file}, ${reference?.id}`));
  });
}

function recordingSource({ provenance: { package: from, recorded, tracer } }: RecordedKernel): string {
  return `${from}, recorded on ${recorded}: ${tracer}`;
}

/** What was recorded just now, beside what content/kernels holds of that kernel. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { parse } from "yaml";
import { modelled } from "../../../knowledge/kernels/compare.ts";
import { distil, recorderFile } from "../../../knowledge/kernels/distil.ts";
import {
  type Call,
  patterns,
  type Recording,
  recording,
  type Unmodelled,
  unmodelled,
} from "../../../knowledge/kernels/schema.ts";
import type { Recorded } from "./recorded.ts";

const CONTENT = join(import.meta.dirname, "../../../../content/kernels");

/** A line for each pattern that was seen. */
export function besideStored(found: Recorded): string[] {
  const file = v.parse(recorderFile, found);
  const [release = ""] = /^\d+\.\d+/.exec(found.kernel) ?? [];
  const known = v.parse(patterns, read(join(CONTENT, "patterns.yaml")));
  const list = v.parse(unmodelled, read(join(CONTENT, "unmodelled.yaml")));
  const left = list.filter(({ kernels }) => kernels.some((kernel) => kernel === release));
  return known.flatMap((pattern) => {
    const seen = distil([file], pattern);
    if (seen === null) return [];
    const path = join(CONTENT, release, `${pattern.id}.yaml`);
    const stored = existsSync(path) ? v.parse(recording, read(path)) : null;
    const what = stored === null ? "nothing stored to compare with" : told(seen, stored, left, release);
    return [`${pattern.id}: ${seen.calls.length} calls, ${what}`];
  });
}

function told(seen: Recording, stored: Recording, left: readonly Unmodelled[], release: string): string {
  const difference =
    firstDifference(modelled(seen.calls, left), modelled(stored.calls, left)) ?? differentWords(seen, stored);
  if (difference !== null) return difference;
  const same = `the same as stored for ${release}`;
  return firstDifference(seen.calls, stored.calls) === null ? same : `${same}, but for calls that the models leave out`;
}

function differentWords(seen: Recording, stored: Recording): string | null {
  if (stored.kpageflags === undefined || isDeepStrictEqual(seen.kpageflags, stored.kpageflags)) return null;
  const text = ({ kpageflags }: Recording) => JSON.stringify(kpageflags ?? "none");
  return `differs in /proc/kpageflags: ${text(seen)}, stored is ${text(stored)}`;
}

/** Calls beyond the end of a recorder's buffer were filled in, so they count like the others. */
function firstDifference(seen: readonly Call[], stored: readonly Call[]): string | null {
  const text = (call: Call | undefined) => {
    const { lost: _, ...rest } = call ?? { call: "nothing more" };
    return JSON.stringify(rest);
  };
  const at = Array.from({ length: Math.max(seen.length, stored.length) }, (_, index) => index).find(
    (index) => text(seen[index]) !== text(stored[index]),
  );
  return at === undefined ? null : `differs at call ${at + 1}: ${text(seen[at])}, stored is ${text(stored[at])}`;
}

function read(path: string): unknown {
  return parse(readFileSync(path, "utf8"));
}

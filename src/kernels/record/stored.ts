/** What was recorded just now, beside what content/kernels holds of that kernel. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { distil, recorderFile } from "../distil.ts";
import { type Call, patterns, recording } from "../schema.ts";
import type { Recorded } from "./recorded.ts";

const CONTENT = join(import.meta.dirname, "../../../content/kernels");

/** A line for each pattern that was seen. */
export function besideStored(found: Recorded): string[] {
  const file = v.parse(recorderFile, found);
  const [release = ""] = /^\d+\.\d+/.exec(found.kernel) ?? [];
  const known = v.parse(patterns, read(join(CONTENT, "patterns.yaml")));
  return known.flatMap((pattern) => {
    const seen = distil([file], pattern);
    if (seen === null) return [];
    const path = join(CONTENT, release, `${pattern.id}.yaml`);
    const stored = existsSync(path) ? v.parse(recording, read(path)) : null;
    const what = stored === null ? "nothing stored to compare with" : firstDifference(seen.calls, stored.calls);
    return [`${pattern.id}: ${seen.calls.length} calls, ${what ?? `the same as stored for ${release}`}`];
  });
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

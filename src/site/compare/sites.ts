/** Where the source of an era takes each step: in which function, with which code, behind which guards. */

import type { EraId } from "../../../models/era.ts";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import type { StepName } from "../../../models/steps.ts";
import type { Declaration, YieldPlace } from "../../engine/source/declarations.ts";
import { type Chunk, chunksOf } from "../weave/excerpt.ts";
import { reachedFrom, runsIn } from "./reach.ts";

export interface Site {
  era: EraId;
  declaration: Declaration;
  /** From the step to the next one. */
  chunk: Chunk;
  /** Kernel functions that run there; names of the models' own where no tracer sees any. */
  functions: string[];
  /** Checks in this code that can be left out. */
  guards: GuardName[];
  /** Set where only code with this guard left out comes here. */
  without?: string;
  /** Set where only kernels with this named difference come here. */
  differs?: string;
}

/** Finds the sites of an era's steps; the source is read once. */
export function siteFinder(era: EraId, files: Readonly<Record<string, string>>): (step: StepName) => Site[] {
  const reached = reachedFrom(era, files);
  return (step) =>
    reached.flatMap((declaration) =>
      declaration.yields
        .filter((place) => place.step.test(step))
        .map((place) => siteAt(era, declaration, place, (files[declaration.file] ?? "").split("\n"), reached)),
    );
}

function siteAt(
  era: EraId,
  declaration: Declaration,
  { line, only }: YieldPlace,
  source: readonly string[],
  reached: readonly Declaration[],
): Site {
  const chunk = chunksOf(declaration, source).find(({ lines }) => lines.some(({ number }) => number === line));
  if (chunk === undefined) throw new Error(`${declaration.file}:${line} is in no part of ${declaration.name}`);
  const named = chunk.lines.flatMap(({ text }) =>
    [...text.matchAll(/\bk\.guard\("([^"]+)"\)/g)].map(([, name]) => name),
  );
  const differs = differenceAround(source, line);
  // What a table of operations holds runs in many functions; a helper, in those that call it.
  const opening = source.slice(declaration.line - 1, declaration.line + 1).join(" ");
  const isHelper = /\bfunction\b/.test(opening) && declaration.file.startsWith(`models/${era}/`);
  const functions = isHelper
    ? runsIn(declaration, reached).flatMap(({ kernel }) => kernel ?? [])
    : [declaration.kernel ?? declaration.name];
  return {
    era,
    declaration,
    chunk,
    functions: functions.length > 0 ? functions : [declaration.name],
    guards: keysOf(GUARDS).filter((guard) => named.includes(guard)),
    ...(only?.present === false ? { without: only.name } : {}),
    ...(differs === null ? {} : { differs }),
  };
}

/** The difference that the line stands in the branch of. The formatter indents what a branch holds. */
function differenceAround(source: readonly string[], line: number): string | null {
  let indent = source[line - 1]?.search(/\S/) ?? 0;
  for (let at = line - 2; at >= 0 && indent > 0; at--) {
    const text = source[at] ?? "";
    const here = text.search(/\S/);
    if (here < 0 || here >= indent) continue;
    indent = here;
    const [, name] = /^\s*if \(k\.differs\("([^"]+)"\)\) \{$/.exec(text) ?? [];
    if (name !== undefined) return name;
  }
  return null;
}

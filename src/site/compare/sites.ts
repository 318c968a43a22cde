/** Where the source of an era takes each step: in which function, with which code, behind which guards. */

import type { EraId } from "../../../models/era.ts";
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import type { StepName } from "../../../models/steps.ts";
import type { Declaration, YieldPlace } from "../../engine/source/declaration.ts";
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
  { line, only, differs }: YieldPlace,
  source: readonly string[],
  reached: readonly Declaration[],
): Site {
  const chunk = chunksOf(declaration, source).find(({ lines }) => lines.some(({ number }) => number === line));
  if (chunk === undefined) throw new Error(`${declaration.file}:${line} is in no part of ${declaration.name}`);
  const numbers = new Set(chunk.lines.map(({ number }) => number));
  const named = declaration.guards.filter((guard) => numbers.has(guard.line)).map(({ name }) => name);
  // What a table of operations holds runs in many functions; a helper, in those that call it.
  const isHelper = declaration.isFunction && declaration.file.startsWith(`models/${era}/`);
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
    ...(differs === undefined ? {} : { differs }),
  };
}

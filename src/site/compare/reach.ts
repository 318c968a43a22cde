/** What of the models' source belongs to each era: what its own folder leads to by name, the machine included. */
import type { EraId } from "../../../models/era.ts";
import type { Declaration } from "../../engine/source/declaration.ts";
import { calledBy } from "../../engine/source/places.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";

/** Scenarios call these in every era. */
const OPERATIONS = "models/operations.ts";

/** `files`: models/** as text by path. */
export function reachedFrom(era: EraId, files: Readonly<Record<string, string>>): Declaration[] {
  const all = declarationsOf(files);
  return calledBy(
    all.filter(({ file }) => file === `models/${era}/index.ts` || file === OPERATIONS),
    all,
  );
}

/** The kernel functions in which a declaration's code runs: itself, or those that lead to it through helpers which no tracer sees. */
export function runsIn(declaration: Declaration, all: readonly Declaration[]): Declaration[] {
  if (declaration.kernel !== null) return [declaration];
  const unseen = all.filter(({ kernel }) => kernel === null);
  return all.filter(({ kernel, mentions }) => {
    if (kernel === null) return false;
    const direct = unseen.filter(({ id }) => mentions.has(id));
    return calledBy(direct, unseen).includes(declaration);
  });
}

/** What does the function return? Asked of the outermost one that returns in the step. */

import { EAGAIN, EBUSY, ENOMEM } from "../../../models/era.ts";
import { errnoName } from "../../../models/operations.ts";
import { must } from "../../engine/must.ts";
import type { Trace, TraceCall } from "../../engine/trace/trace.ts";
import type { Options } from "./questions.ts";

/** They return 0, an error, or how many are left. Numbers of other functions can be frames and handles, which nobody can foresee. */
const COUNTS_OR_ERRORS =
  /(^|_)(migrate|migratepage|migrate_pages|migrate_folio_move|migrate_movable_ops_page|move_to_new_(page|folio)|isolate_movable_page|offline_pages|alloc_contig_range|soft_offline_page)$/;
/** What callers of this interface look for. */
const USUAL = [0, -EAGAIN, -EBUSY, -ENOMEM];

export function resultOptions({ steps }: Trace, at: number, doing: string): Options | null {
  const { calls } = must(steps[at], "such step");
  const call = calls.findLast(isTold);
  if (call?.leave === undefined) return null;
  const elsewhere = steps.flatMap((each) => each.calls).filter(({ leave }) => leave === call.leave);
  const wrong =
    typeof call.result === "boolean" ? [!call.result] : [...elsewhere.map(({ result }) => result), ...USUAL];
  return { ask: `${doing} In it, ${call.leave}() returns. What?`, right: told(call.result), wrong: wrong.map(told) };
}

function isTold({ leave, result }: TraceCall): boolean {
  if (leave === undefined) return false;
  return typeof result === "boolean" || (typeof result === "number" && COUNTS_OR_ERRORS.test(leave));
}

function told(result: TraceCall["result"]): string {
  return String(typeof result === "number" ? errnoName(result) : result);
}

/** What a review came to, in words: the same in the terminal and in the page. */
import { INVARIANTS } from "../../models/invariants/index.ts";
import { counted } from "../engine/counted.ts";
import type { Cause } from "./causes.ts";
import { KINDS, type Kind } from "./difference.ts";
import type { Report } from "./report.ts";

/** Their causes say it all. */
const SENTENCES: ReadonlySet<Kind> = new Set(["calls", "steps", "words", "stores", "gone", "race", "atomic", "locks"]);

export function headOf({ kind, cause }: Pick<Cause, "kind" | "cause">): string {
  const rule = kind === "rule" ? INVARIANTS.find(({ id }) => id === cause)?.text : undefined;
  if (rule !== undefined) return `breaks ${cause}: ${rule}`;
  if (kind === "fault") return `can end in ${cause}`;
  return SENTENCES.has(kind) ? cause : `${KINDS[kind]}: ${cause}`;
}

export function triedText({ tried, patch: { eras } }: Report): string {
  const { runs, orders, executions, races, guards, recordings, passed, alike, fine } = tried;
  const parts = [
    `${counted(runs, "run")} and every order of ${counted(orders, "scenario")} (${counted(executions, "execution")})`,
    ...(alike > 0 ? [`${alike} of these not asked anew, as another kernel answers the same`] : []),
    ...(fine > 0 ? [`${fine} with a switch between any two statements`] : []),
    ...(races > 0 ? [`${races} watched for races`] : []),
    ...(guards > 0 ? [counted(guards, "guard cell")] : []),
    ...(recordings > 0 ? [counted(recordings, "recording")] : []),
  ];
  const skipped = passed > 0 ? `; ${counted(passed, "other")} of ${eras.join(", ")} execute nothing of it` : "";
  return `${parts.join(", ")}${skipped}`;
}

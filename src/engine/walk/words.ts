/** What the race says, in words: for those who look and for those who listen. */
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../trace/text.ts";
import type { TraceStep } from "../trace/trace.ts";
import { tell } from "../verdicts/tell.ts";
import { wordOf } from "../verdicts/vocabulary.ts";
import type { Waiting } from "./holder.ts";
import type { Walk } from "./walk.ts";

export function waitText({ what, holder, since }: Waiting): string {
  if (holder !== null) return `waits for ${what}, which ${holder} took in step ${(since ?? 0) + 1}`;
  return what.startsWith("the lock of page") ? `waits for ${what}, and nobody has it any more` : `waits for ${what}`;
}

/** `without`: guards that are out. Null: which ones is not to be told, so only the words tell what the step did. */
export function happened({ actor, step, writes, waits }: TraceStep, without: readonly string[] | null): string {
  const changes = changesIn({ actor, writes });
  const told = changes.length === 0 ? "No word changes." : `${changes.join("; ")}.`;
  const what = without === null ? step : stepText(step, without);
  return `${actor}: ${what}. ${told}${waits === undefined ? "" : ` Now it waits for the lock in ${waits}.`}`;
}

/** How it stands: over, going round, or nothing to say. */
export function standText({ verdict, circle, trace, standings }: Walk): string | null {
  if (verdict !== null) return endText(trace);
  if (circle === null) return null;
  const turns = trace.steps.slice(circle.since).map(({ actor }) => actor);
  const who = [...new Set(turns)].join(" and ");
  const others = standings.filter(({ actor, ready }) => ready && !turns.includes(actor)).map(({ actor }) => actor);
  const back = `Going round: the machine is as it was after step ${circle.since}, but for what ${who} counts for itself and for counters of events.`;
  if (others.length > 0) return `${back} Let ${others.join(" or ")} run, or see whether ${who} gives up.`;
  return `${back} Nobody else can go on. Should nobody give up, this is a livelock.`;
}

function endText(trace: Walk["trace"]): string {
  const { verdict } = trace;
  const told = tell(trace);
  if (told !== "" && verdict.kind === "ok") return `${wordOf(verdict)}, as the scenario expects: ${told}.`;
  if (told !== "") return `${wordOf(verdict)}: ${told}.`;
  if (verdict.unasked)
    return "All are done, and no fault came. How another order than its own ends, the scenario does not say.";
  return "All are done, and all is as the scenario expects.";
}

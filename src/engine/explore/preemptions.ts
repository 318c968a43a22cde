/** Switches away from an actor that could have gone on, and a bound on them. */
import { includes } from "./actors.ts";

/** Is it one, to let `actor` take the next step? */
export function preempts(actor: number | undefined, enabled: number, last: number | undefined): boolean {
  return last !== undefined && last !== actor && includes(enabled, last);
}

/** Who may take a step, after so many of them: after the last one that is allowed, an actor goes on as long as it can. */
export function allowed(
  enabled: number,
  preemptions: number,
  last: number | undefined,
  most = Number.POSITIVE_INFINITY,
): number {
  return preemptions >= most && last !== undefined && includes(enabled, last) ? 1 << last : enabled;
}

/** Why an actor waits: what for, and who has it. A page lock is a bit and names nobody, so the steps must tell who set it. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import { PG_locked } from "../../../models/machine/page-flags.ts";
import type { Actor } from "../../../models/machine/scheduler.ts";
import type { TraceStep, TraceWrite } from "../trace/trace.ts";
import { placeOf } from "../trace/words.ts";

export interface Waiting {
  /** "the lock of page 3", or the word: "balloon balloon_lock". */
  what: string;
  /** Null: nobody in this run, or no lock, or nobody any more, and the wake-up was lost. */
  holder: string | null;
  /** The step in which the holder took it. */
  since: number | null;
}

export function waitingFor(k: Kernel, { waitsOn }: Actor, steps: readonly TraceStep[]): Waiting | null {
  if (waitsOn === null) return null;
  const { object, field } = placeOf(k, waitsOn);
  const isPage = field === "flags" && object.startsWith("page ");
  const what = isPage ? `the lock of ${object}` : `${object} ${field.replace(/\.owner$/, "")}`;
  const isFree = isPage && (k.memory.peek(waitsOn) & (1 << PG_locked)) === 0;
  const takes = (write: TraceWrite) => write.object === object && write.field === field && isTaking(write);
  const taken = isFree ? undefined : steps.findLast(({ writes }) => writes.some(takes));
  return { what, holder: taken?.actor ?? null, since: taken?.n ?? null };
}

function isTaking({ change = "" }: TraceWrite): boolean {
  return change.startsWith("taken by ") || change.split(" ").includes("+PG_locked");
}

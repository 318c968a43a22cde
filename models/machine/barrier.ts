/** Barriers. They have nothing to do in a memory that everybody sees alike; buffered_memory.ts has what they are for. */
import type { Argument } from "./atomic.ts";

/** What the CPU stores from now on arrives after what it stored before. */
export function smp_wmb({ memory }: Argument): void {
  memory.fence();
}

/** The CPU goes on once all that it stored has arrived. */
export function smp_mb({ memory }: Argument): void {
  memory.settle();
}

/** Barriers. They have nothing to do in a memory that everybody sees alike; buffered_memory.ts has what they are for. */
import type { Argument } from "./atomic.ts";

/** What the CPU stores from now on arrives after what it stored before. */
export function smp_wmb({ memory }: Argument): void {
  memory.fence();
}

/** What the CPU loads from now on is no older than what it loaded before. */
export function smp_rmb({ memory }: Argument): void {
  memory.catchUp();
}

/** The CPU goes on once all that it stored has arrived, and it has seen all that others' stores have changed. */
export function smp_mb({ memory }: Argument): void {
  memory.settle();
  memory.catchUp();
}

/** The actors that take stores on from the buffers of CPUs to the memory: one of each CPU under TSO, several under PSO. */

import { BufferedMemory } from "./buffered_memory.ts";
import type { MemoryModel } from "./config.ts";
import type { Kernel } from "./kernel.ts";
import { Actor } from "./scheduler.ts";
import type { Steps } from "./step.ts";
import { MAX_LANES, type StoreBuffer } from "./store_buffer.ts";
import { create_task, type TaskStruct } from "./task.ts";

/** What an explorer can tell apart: src/engine/explore/actors.ts. */
const MAX_ACTORS = 16;

/** Of each of so many CPUs. 0: the machine has no room for them. */
export function drainsOf(cpus: number, memory: MemoryModel): number {
  if (memory === "sc" || cpus === 0) return 0;
  const room = Math.min(MAX_LANES, Math.floor(MAX_ACTORS / cpus) - 1);
  if (memory === "tso") return Math.min(room, 1);
  return room < 2 ? 0 : room;
}

/** Names of actors, with those of their drains behind them. A scenario cannot give such names to its own. */
export function withDrains(actors: readonly string[], memory: MemoryModel): string[] {
  const lanes = drainsOf(actors.length, memory);
  const names = (actor: string) => Array.from({ length: lanes }, (_, lane) => nameOf(actor, lane));
  return [...actors, ...actors.flatMap(names)];
}

/** Is it the name of a drain? */
export function isOfDrain(actor: string): boolean {
  return actor.includes(STORES);
}

const STORES = "'s stores";
function nameOf(actor: string, lane: number): string {
  return `${actor}${STORES}${lane === 0 ? "" : ` ${lane + 1}`}`;
}

/** Gives each task a CPU with a store buffer. Each call of the function returned starts the drains anew. */
export function bufferStores(k: Kernel, tasks: readonly TaskStruct[]): () => Actor[] {
  const { memory } = k;
  if (!(memory instanceof BufferedMemory)) return () => [];
  const lanes = drainsOf(tasks.length, k.machine.memory);
  const drains = tasks.flatMap((task) => {
    const buffer = memory.giveBuffer(task, lanes);
    return Array.from({ length: lanes }, (_, lane) => {
      const name = nameOf(task.name, lane);
      return { name, task: create_task(k, name, 0), buffer, lane };
    });
  });
  return () => drains.map(({ name, task, buffer, lane }) => new Actor(name, task, draining(k, buffer, lane), true));
}

function* draining(k: Kernel, buffer: StoreBuffer, lane: number): Steps {
  const { memory } = k;
  const on = buffer.lane(lane);
  for (;;) {
    yield { step: "stores:drain", ready: () => memory.peek(on) !== 0, on };
    buffer.drain(lane);
    memory.knowledge?.forget();
  }
}

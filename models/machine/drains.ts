/**
 * The actors that take stores on from the buffers of CPUs to the memory: one of each CPU where they stay in order, several under PSO and RMO. Where loads don't, each CPU has
 * one more, which lets go of what others have changed.
 */

import { BufferedMemory } from "./buffered_memory.ts";
import { loadsInOrder, type MemoryModel, storesInOrder } from "./config.ts";
import type { Kernel } from "./kernel.ts";
import type { Addr } from "./memory.ts";
import { Actor } from "./scheduler.ts";
import type { Steps } from "./step.ts";
import { MAX_LANES } from "./store_buffer.ts";
import { create_task, type TaskStruct } from "./task.ts";

/** What an explorer can tell apart: src/engine/explore/actors.ts. */
const MAX_ACTORS = 16;

/** Of each of so many CPUs. 0: the machine has no room for them. */
export function drainsOf(cpus: number, memory: MemoryModel): number {
  if (memory === "sc" || cpus === 0) return 0;
  const others = loadsInOrder(memory) ? 1 : 2;
  const room = Math.min(MAX_LANES, Math.floor(MAX_ACTORS / cpus) - others);
  if (storesInOrder(memory)) return Math.max(0, Math.min(room, 1));
  return room < 2 ? 0 : room;
}

/** Names of actors, with those that serve them behind. A scenario cannot give such names to its own. */
export function withDrains(actors: readonly string[], memory: MemoryModel): string[] {
  const lanes = drainsOf(actors.length, memory);
  const names = (actor: string) => [
    ...Array.from({ length: lanes }, (_, lane) => nameOf(actor, lane)),
    ...(loadsInOrder(memory) || lanes === 0 ? [] : [`${actor}${COPIES}`]),
  ];
  return [...actors, ...actors.flatMap(names)];
}

/** Is it the name of one that serves another? */
export function isOfDrain(actor: string): boolean {
  return actor.includes(STORES) || actor.endsWith(COPIES);
}

/** Those that have a lane of their own: whoever serves another only where it takes a step. */
export function withLanes(actors: readonly string[], steps: readonly { actor: string }[]): string[] {
  return actors.filter((actor) => !isOfDrain(actor) || steps.some((step) => step.actor === actor));
}

const STORES = "'s stores";
const COPIES = "'s copies";
function nameOf(actor: string, lane: number): string {
  return `${actor}${STORES}${lane === 0 ? "" : ` ${lane + 1}`}`;
}

/** Gives each task a CPU that sees and is seen late. Each call of the function returned starts those who serve it anew. */
export function bufferStores(k: Kernel, tasks: readonly TaskStruct[]): () => Actor[] {
  const { memory } = k;
  if (!(memory instanceof BufferedMemory)) return () => [];
  const lanes = drainsOf(tasks.length, k.machine.memory);
  // What it does depends on more than the words that it loads.
  const unknown = (serve: () => void) => () => {
    serve();
    memory.knowledge?.forget();
  };
  const all = tasks.flatMap((task) => {
    const { stores, copies } = memory.giveCpu(task, lanes);
    const drains = Array.from({ length: lanes }, (_, lane) => ({
      name: nameOf(task.name, lane),
      steps: () =>
        serving(
          k,
          "stores:drain",
          stores.lane(lane),
          unknown(() => stores.drain(lane)),
        ),
    }));
    if (copies === null) return drains;
    const forgets = () =>
      serving(
        k,
        "copies:let-go",
        copies.goes,
        unknown(() => copies.letGo()),
      );
    return [...drains, { name: `${task.name}${COPIES}`, steps: forgets }];
  });
  const named = all.map(({ name, steps }) => ({ name, steps, task: create_task(k, name, 0) }));
  return () => named.map(({ name, task, steps }) => new Actor(name, task, steps(), true));
}

/** `on`: not 0 where there is something to do. */
function* serving({ memory }: Kernel, step: "stores:drain" | "copies:let-go", on: Addr, serve: () => void): Steps {
  for (;;) {
    yield { step, ready: () => memory.peek(on) !== 0, on };
    serve();
  }
}

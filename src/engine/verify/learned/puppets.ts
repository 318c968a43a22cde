/**
 * Generators cannot be copied or taken back, so an actor that is to go on from an earlier place is made anew: it runs its own steps again, shown
 * the words that it saw then, while nobody looks. Then the memory is put back.
 */
import type { Kernel } from "../../../../models/machine/kernel.ts";
import { must } from "../../must.ts";
import type { Prepared } from "../../run/prepare.ts";
import type { Came, Local } from "./local.ts";
import { rename } from "./names.ts";
import type { Effect } from "./step.ts";

/** Generators are kept at so many places: a new place is often where the next new step starts. */
const KEPT = 256;

export class Puppets {
  private readonly k: Kernel;
  private readonly start: () => Prepared;
  private readonly kept: (Local | undefined)[] = [];
  private next = 0;

  constructor(k: Kernel, start: () => Prepared) {
    this.k = k;
    this.start = start;
  }

  /** Keeps generators of which one stands at a place. */
  keep(local: Local, standing: Prepared): void {
    const oldest = this.kept[this.next];
    if (oldest) oldest.standing = null;
    this.kept[this.next] = local;
    this.next = (this.next + 1) % KEPT;
    local.standing = standing;
  }

  /** Generators of which the actor's stands at the place. They are the caller's. */
  at(local: Local): Prepared {
    const { standing } = local;
    local.standing = null;
    return standing ?? this.relive(local);
  }

  private relive(local: Local): Prepared {
    const { memory, log } = this.k;
    const { hashA, hashB } = memory;
    const saved = memory.snapshot();
    const lines = log.length;
    this.k.heap.journal = [];
    memory.hashing = false;
    const prepared = this.start();
    for (const { names, effect } of past(local)) {
      rename(prepared.pages, names);
      this.show(effect);
      prepared.scheduler.run(must(prepared.scheduler.actors[local.actor], "actor"));
    }
    for (const { addr, before } of this.k.heap.journal.reverse()) this.k.heap.know(addr, before);
    this.k.heap.journal = null;
    memory.restore(saved);
    memory.hashing = true;
    memory.hashA = hashA;
    memory.hashB = hashB;
    log.length = lines;
    return prepared;
  }

  private show({ alive, loads }: Effect): void {
    const { memory } = this.k;
    for (const addr of alive) memory.setLive(addr & ~1, 4, (addr & 1) === 0);
    for (let at = 0; at < loads.length; at += 2) memory.poke(must(loads[at], "load"), must(loads[at + 1], "load"));
  }
}

function past(local: Local): Came[] {
  const steps: Came[] = [];
  for (let { came } = local; came !== null; came = came.from.came) steps.push(came);
  return steps.reverse();
}

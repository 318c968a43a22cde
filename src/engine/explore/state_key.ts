/**
 * Which states are the same: the same memory, and every actor stands in the same place. 64 bits; at a million states the chance that any two
 * different ones share a key is below one in ten million. The halves are mixed in different ways, so that what collides in one does not in the other,
 * and everything is spread before it is combined: the hashes of a system may be as plain as counters.
 */
import { MAX_ACTORS } from "./actors.ts";
import type { System } from "./system.ts";

export class StateKey {
  a = 0;
  b = 0;

  /** Of the state that the system is in. `more`: what else tells two states apart. */
  read(system: System, more = 0): void {
    const { hashA, hashB } = system;
    let a = mix(hashA ^ Math.imul(hashB, 0x9e3779b1));
    let b = mixed(hashB + Math.imul(hashA, 0x7feb352d));
    if (more !== 0) {
      a = mix(a ^ Math.imul(more, 0x27d4eb2f));
      b = mixed(b + Math.imul(more, 0x165667b1));
    }
    for (let actor = 0; actor < system.actors.length; actor++) {
      const place = system.place(actor);
      a = mix(a ^ Math.imul(place, 0x9e3779b1));
      b = mixed(b + Math.imul(place, 0x7feb352d) + actor);
    }
    this.a = a;
    this.b = b;
  }

  /** Where preemptions are bounded, what may come next depends on how many there were and on who came last. */
  readBounded(system: System, preemptions: number, last = MAX_ACTORS): void {
    this.read(system, (preemptions + 1) * (MAX_ACTORS + 1) + last);
  }
}

/** Every bit of the argument changes about half of the bits of the result (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The same in another way (the finaliser "lowbias32" of C. Wellons). */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return hash ^ (hash >>> 15);
}

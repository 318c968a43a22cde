/**
 * Which states are the same: the same memory, and every actor stands in the same place. 64 bits; at a million states the chance that any two
 * different ones share a key is below one in ten million.
 */
import type { System } from "./system.ts";

export class StateKey {
  a = 0;
  b = 0;

  /** Of the state that the system is in. `more`: what else tells two states apart. */
  read(system: System, more = 0): void {
    let a = system.hashA ^ more;
    let b = system.hashB + more;
    for (let actor = 0; actor < system.actors.length; actor++) {
      const place = system.place(actor);
      a = mix(a ^ place);
      b = mix(b + place + actor);
    }
    this.a = a;
    this.b = b;
  }
}

/** Every bit of the argument changes about half of the bits of the result (the finaliser of MurmurHash3). */
export function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * Kernel objects that nothing leads to any more, found as kmemleak finds them: by looking in every living word for an address inside the
 * object. Only objects that were allocated during the run are looked for; whatever was there before is a root.
 */
import type { HeapObject } from "../machine/heap.ts";
import type { Kernel } from "../machine/kernel.ts";
import type { Addr } from "../machine/memory.ts";

/** Low bits of a pointer that may be tags. */
const TAGS = 3;

/**
 * Not looked for: a user's mapping, which the user has whether it has a page or not; and the slots of a z3fold page that was claimed for a
 * move, which mm/z3fold.c itself never frees (to v6.14).
 */
const NOT_OURS: ReadonlySet<string> = new Set(["user mapping", "z3fold_buddy_slots"]);

/** `since`: the first address that was free when the run began. Leaves no footprint. */
export function findLostObject(k: Kernel, since: Addr): string | null {
  const { memory } = k;
  const objects = k.heap.live();
  const wanted = ({ addr, name }: HeapObject) => addr >= since && !NOT_OURS.has(name);
  const lost = new Set(objects.filter(wanted));
  if (lost.size === 0) return null;
  const reached = objects.filter((object) => !wanted(object));
  const scan = (start: Addr, bytes: number) => {
    for (let addr = start; addr < start + bytes; addr += 4) {
      if (!memory.isLive(addr)) continue;
      const target = memory.peek(addr) & ~TAGS;
      if (target < since) continue;
      for (const object of lost) {
        if (object.addr > target || target >= object.addr + sizeOf(object)) continue;
        lost.delete(object);
        reached.push(object);
      }
    }
  };
  scan(memory.mem_map, memory.end - memory.mem_map);
  for (let object = reached.pop(); object; object = reached.pop()) scan(object.addr, sizeOf(object));
  const [first] = lost;
  return first ? `${first.name} is never freed, and nothing leads to it any more` : null;
}

function sizeOf({ layout, count }: HeapObject): number {
  return layout.size * count;
}

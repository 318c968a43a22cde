/**
 * Which pages are in a balloon, outside of them: a bit for each frame, in the balloon's own bitmap. Isolated pages are not among them. Balloons have numbers,
 * for that is all of a balloon that fits into the word of a page.
 */
import { BalloonDevInfo } from "../../flags/balloon_compaction.ts";
import { atomic } from "../../machine/atomic.ts";
import { BUG_ON } from "../../machine/bug.ts";
import type { Kernel } from "../../machine/kernel.ts";
import { int, pointerTo, struct } from "../../machine/layout.ts";
import type { Addr } from "../../machine/memory.ts";
import { type Page, page_to_pfn, pfn_to_page } from "../../machine/page.ts";
import type { Steps } from "../../machine/step.ts";
import type { StepName } from "../../steps.ts";
import { number_of, read_word } from "./word.ts";

/** Bits of 32 frames. */
class Bitmap extends struct("balloon bitmap", { bits: int }, 4) {}

class Inventory extends struct("struct balloon_inventory", {
  balloon: pointerTo<BalloonDevInfo>(),
  pages: pointerTo<Bitmap>(),
}) {}

/** As many as anybody asks for here. */
const BALLOONS = 16;
class Inventories extends struct("balloons", {}, BALLOONS * Inventory.layout.size) {}
const TABLE = "balloons";

export function inventory_init(k: Kernel): void {
  k.rodata(Inventories, TABLE, {});
}

function inventory(k: Kernel, number: number): Inventory {
  return new Inventory(k.memory, number === 0 ? 0 : k.symbol(TABLE) + (number - 1) * Inventory.layout.size);
}
function words(k: Kernel): number {
  return Math.ceil(k.machine.pages / 32);
}

/** A new balloon gets the first number that is free. */
export function register_balloon(balloon: BalloonDevInfo): void {
  const { k } = balloon.memory;
  let number = 1;
  while (number <= BALLOONS && inventory(k, number).balloon !== 0) number++;
  BUG_ON(number > BALLOONS, "more balloons than numbers for them");
  const mine = inventory(k, number);
  mine.balloon = balloon.addr;
  mine.pages = k.heap.alloc(Bitmap, "balloon bitmap", words(k)).addr;
}

/** Of a page that its balloon cannot let go of at this moment. */
export function balloon_page_device(page: Page): BalloonDevInfo {
  return new BalloonDevInfo(page.memory, inventory(page.memory.k, number_of(read_word(page))).balloon);
}
/** 0: nobody's. Asked by observers. */
export function owner(page: Page): Addr {
  return number_of(read_word(page)) === 0 ? 0 : balloon_page_device(page).addr;
}

export const balloon_number = atomic((balloon: BalloonDevInfo): number => {
  let number = 1;
  while (inventory(balloon.memory.k, number).balloon !== balloon.addr) number++;
  return number;
});

function bitmap(balloon: BalloonDevInfo, pfn: number): Bitmap {
  const { pages } = inventory(balloon.memory.k, balloon_number(balloon));
  return new Bitmap(balloon.memory, pages + (pfn >> 5) * Bitmap.layout.size);
}
const bit_of = (page: Page): number => 1 << (page_to_pfn(page) & 31);

/** The lock of the balloon held, as for all below. */
export const inventory_add = atomic((balloon: BalloonDevInfo, page: Page): void => {
  const word = bitmap(balloon, page_to_pfn(page));
  BUG_ON((word.bits & bit_of(page)) !== 0, "the page is in the balloon already");
  word.bits |= bit_of(page);
});
export const inventory_del = atomic((balloon: BalloonDevInfo, page: Page): void => {
  const word = bitmap(balloon, page_to_pfn(page));
  BUG_ON((word.bits & bit_of(page)) === 0, "the page is not in the balloon");
  word.bits &= ~bit_of(page);
});

/** The same, by one who does not hold the lock: `between` stands between load and store, and other pages have bits in the same word. */
export function* inventory_del_unlocked(balloon: BalloonDevInfo, page: Page, between: StepName): Steps {
  const word = bitmap(balloon, page_to_pfn(page));
  const { bits } = word;
  yield between;
  word.bits = bits & ~bit_of(page);
}

/** Frames in the balloon, the highest first: with a stack of pages it would mostly be the one that came last. */
export function* frames_in(balloon: BalloonDevInfo): Generator<number, void, void> {
  for (let start = (words(balloon.memory.k) - 1) * 32; start >= 0; start -= 32) {
    let { bits } = bitmap(balloon, start);
    while (bits !== 0) {
      const at = 31 - Math.clz32(bits);
      bits &= ~(1 << at);
      yield start + at;
    }
  }
}

export function inventory_empty(balloon: BalloonDevInfo): boolean {
  return frames_in(balloon).next().done === true;
}

/** For observers. What stands for the inventory is the list that the balloon would have. */
export function* pages_in_balloons(k: Kernel): Iterable<readonly [Page, Addr]> {
  for (let number = 1; number <= BALLOONS; number++) {
    const { balloon: addr } = inventory(k, number);
    if (addr === 0 || !k.memory.isLive(addr)) continue;
    const balloon = new BalloonDevInfo(k.memory, addr);
    for (const pfn of frames_in(balloon)) yield [pfn_to_page(k, pfn), balloon.pages.addr];
  }
}

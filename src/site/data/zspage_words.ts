/** The contents of a zspage with three objects of five words: which word of which page belongs to which object. */
import { FRAME_BYTES } from "../../../models/machine/config.ts";
import { page_to_pfn } from "../../../models/machine/page.ts";
import { smallMachine } from "./small_machine.ts";

const SET = `
machine: { pages: 16, contents: true }
drivers: { zram: { driver: zsmalloc } }
setup:
  - zram.malloc: { size: 5, value: 1, as: [a, b, c] }
  - zram.malloc: { size: 5, value: 2 }
  - zram.malloc: { size: 5, value: 3 }
actors: { nobody: [{ putback: }] }
expect: { verdict: ok }
`;
/** A head and five words. */
const OBJECT_WORDS = 6;
const PAGE_WORDS = FRAME_BYTES / 4;

interface ZspagePage {
  pfn: number;
  /** `object` counts from 1; 0 where none has been allocated. `handle`: where the object begins, the address of what leads there. */
  words: { object: number; text: string; handle?: string }[];
}

export function zspageWords(): ZspagePage[] {
  const { k, pages } = smallMachine(SET);
  return [...pages.values()].map((page, index) => {
    const pfn = page_to_pfn(page);
    const words = Array.from({ length: PAGE_WORDS }, (_, at) => {
      const value = k.memory.peek(k.memory.frames + pfn * FRAME_BYTES + at * 4);
      const place = index * PAGE_WORDS + at;
      const object = Math.floor(place / OBJECT_WORDS) + 1;
      const isHead = place % OBJECT_WORDS === 0;
      const isAllocated = object <= 3;
      return {
        object: isAllocated ? object : 0,
        text: !isAllocated ? "" : isHead ? "head" : `0x${value.toString(16)}`,
        // The lowest bit says that the object is allocated.
        ...(isAllocated && isHead && { handle: `0x${(value & ~1).toString(16)}` }),
      };
    });
    return { pfn, words };
  });
}

/** The contents of a zspage with three objects of five words, before and after its middle page has moved: which word of which page belongs to which object. */
import { FRAME_BYTES } from "../../../models/machine/config.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { page_to_pfn } from "../../../models/machine/page.ts";
import { obj_to_location } from "../../../models/machine/zs_obj.ts";
import { must } from "../../engine/must.ts";
import { framesOf } from "./frames.ts";
import { smallMachine } from "./small_machine.ts";

const SET = `
machine: { pages: 16, contents: true }
drivers: { zram: { driver: zsmalloc } }
setup:
  - zram.malloc: { size: 5, value: 1, as: [first, middle, last] }
  - zram.malloc: { size: 5, value: 2 }
  - zram.malloc: { size: 5, value: 3 }
actors:
  mover:
    - isolate: { page: middle }
    - migrate: { mode: MIGRATE_SYNC }
expect: { verdict: ok }
`;
/** A head and five words. */
const OBJECT_WORDS = 6;
const PAGE_WORDS = FRAME_BYTES / 4;

interface ZspagePage {
  pfn: number;
  /** Whether it has taken the place of another one. */
  isNew: boolean;
  words: ZspageWord[];
}
interface ZspageWord {
  /** Counts from 1; 0 where none has been allocated. */
  object: number;
  text: string;
  /** Where an object begins: the handle that leads there, and the page that it tells. */
  handle?: { addr: string; tells: number };
}

export interface ZspageMoment {
  title: string;
  pages: ZspagePage[];
}

export function zspageMoments(): ZspageMoment[] {
  const { k, pages, run } = smallMachine(SET);
  const old = [...pages.values()].map(page_to_pfn);
  const before = pagesAt(k, old, old);
  run();
  const [taken] = framesOf(k).flatMap((use, pfn) => (use === "zsmalloc" && !old.includes(pfn) ? [pfn] : []));
  const target = must(taken, "a page that zsmalloc did not have before");
  const [first, middle, last] = old;
  const after = pagesAt(
    k,
    old.map((pfn) => (pfn === middle ? target : pfn)),
    old,
  );
  return [
    { title: `Before: a zspage of the pages ${first}, ${middle} and ${last}`, pages: before },
    { title: `After: page ${target} has the place, the words and the handle of page ${middle}`, pages: after },
  ];
}

/** `chain`: numbers of the pages of the zspage, in its order; `old`: the same before anything moved. */
function pagesAt(k: Kernel, chain: readonly number[], old: readonly number[]): ZspagePage[] {
  return chain.map((pfn, index) => ({
    pfn,
    isNew: !old.includes(pfn),
    words: Array.from({ length: PAGE_WORDS }, (_, at) => wordAt(k, pfn, index, at)),
  }));
}

function wordAt(k: Kernel, pfn: number, index: number, at: number): ZspageWord {
  const value = k.memory.peek(k.memory.frames + pfn * FRAME_BYTES + at * 4);
  const place = index * PAGE_WORDS + at;
  const object = Math.floor(place / OBJECT_WORDS) + 1;
  if (object > 3) return { object: 0, text: "" };
  if (place % OBJECT_WORDS !== 0) return { object, text: `0x${value.toString(16)}` };
  // The lowest bit says that the object is allocated.
  const addr = value & ~1;
  const { page } = obj_to_location(k, k.memory.peek(addr));
  return { object, text: "head", handle: { addr: `0x${addr.toString(16)}`, tells: page_to_pfn(page) } };
}

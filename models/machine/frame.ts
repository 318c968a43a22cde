/** Contents of frames: what a page holds, as opposed to what its struct page says. Only in machines with `contents`. */
import { FRAME_BYTES } from "./config.ts";
import type { Addr } from "./memory.ts";
import { type Page, page_to_pfn } from "./page.ts";

export const PAGE_WORDS = FRAME_BYTES / 4;

/** kmap(), for one word of the page. */
function frame_word(page: Page, word: number): Addr {
  return page.memory.frames + page_to_pfn(page) * FRAME_BYTES + word * 4;
}
export function read_frame(page: Page, word: number): number {
  return page.memory.load(frame_word(page, word));
}
export function write_frame(page: Page, word: number, value: number): void {
  page.memory.store(frame_word(page, word), value);
}
export function copy_page(to: Page, from: Page): void {
  for (let word = 0; word < PAGE_WORDS; word++) write_frame(to, word, read_frame(from, word));
}

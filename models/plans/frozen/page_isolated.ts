/** PageIsolated(): a bit in the word of the type, or a flag of its own. */
import type { Page } from "../../machine/page.ts";
import { clear_bit, test_bit } from "../../machine/page-flags.ts";
import { end_isolation, is_isolated, read_word } from "./word.ts";

export function PageIsolated(page: Page): boolean {
  return isolated_says(page, read_word(page));
}
/** Of a word that was just read. */
export function isolated_says(page: Page, word: number): boolean {
  const { k } = page.memory;
  return k.differs("flag-apart") ? test_bit(page, k.flags.PG_reclaim) : is_isolated(word);
}
/** By whoever has isolated the page. */
export function ClearPageIsolated(page: Page): void {
  const { k } = page.memory;
  if (k.differs("flag-apart")) clear_bit(page, k.flags.PG_reclaim);
  else end_isolation(page);
}

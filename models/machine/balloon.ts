/** What an observer can say of any balloon device, whatever the era keeps in `struct balloon_dev_info`. */
import type { OperationHelp } from "../era.ts";
import type { View } from "./layout.ts";
import { type ListHead, peek_entries } from "./list.ts";
import { type Page, page_of_word, pages_that } from "./page.ts";
import { PageLocked } from "./page-flags.ts";

/** What a scenario may ask of any balloon device. */
export const BALLOON_HELP = {
  inflate: {
    text: "Allocates pages, puts them into the balloon and gives them to the host. Returns the frames.",
    args: { pages: "how many (1 if missing)", as: "names for them" },
  },
  deflate: {
    text: "Takes pages out of the balloon, as many as are not isolated, and frees them. Returns the frames.",
    args: { pages: "how many (1 if missing)", as: "names for them" },
  },
} satisfies Record<string, OperationHelp>;

export interface BalloonObservation {
  /** Pages in the balloon, isolated ones included. */
  pages: number;
  /** Of these, on the balloon's list. */
  listed: number;
  /** The balloon's own count of the others. */
  isolated: number;
}

/** Does it name the device? A page without a reference may have kept the name, but where pages are frozen. */
export function is_owned_by(page: Page, device: number): boolean {
  const { era } = page.memory.k;
  return (era.uncounted === true || page._refcount > 0) && era.owner(page) === device;
}

/** Is there a page that a driver could take off its list now? `locked`: even a locked one. Leaves no footprint. */
export function has_page(list: ListHead, locked: boolean): boolean {
  return list.memory.quietly(() => {
    for (const entry of peek_entries(list.memory, list.addr, list.memory.k.machine.pages)) {
      if (locked || !PageLocked(page_of_word(list.memory, entry))) return true;
    }
    return false;
  });
}

export function observe_balloon(info: View & { pages: ListHead; isolated_pages: number }): BalloonObservation {
  const { k } = info.memory;
  return {
    pages: pages_that(k, (page) => is_owned_by(page, info.addr)).length,
    listed: [...peek_entries(k.memory, info.pages.addr, k.machine.pages)].length,
    isolated: info.isolated_pages,
  };
}

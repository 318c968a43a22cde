/** What an observer can say of any balloon device, whatever the era keeps in `struct balloon_dev_info`. */
import type { Kernel } from "./kernel.ts";
import { type ListHead, peek_entries } from "./list.ts";
import { type Page, pfn_to_page } from "./page.ts";

export interface BalloonObservation {
  /** Pages in the balloon, isolated ones included. */
  pages: number;
  /** Of these, on the balloon's list. */
  listed: number;
  /** The balloon's own count of the others. */
  isolated: number;
}

/** Pages whose `private` names the device. */
export function pages_owned_by(k: Kernel, device: number): Page[] {
  const owned: Page[] = [];
  for (let pfn = 0; pfn < k.machine.pages; pfn++) {
    const page = pfn_to_page(k, pfn);
    if (page.private === device && page._refcount > 0) owned.push(page);
  }
  return owned;
}

export function observe_balloon(
  k: Kernel,
  info: { addr: number; pages: ListHead; isolated_pages: number },
): BalloonObservation {
  return {
    pages: pages_owned_by(k, info.addr).length,
    listed: peek_entries(k.memory, info.pages.addr, k.machine.pages).length,
    isolated: info.isolated_pages,
  };
}

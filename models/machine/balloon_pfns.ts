/**
 * drivers/virtio/virtio_balloon.c: `vb->pfns`, the frames that the next message to the host is about. balloon_lock protects it. Nobody but the
 * host has read it since 195a8c43e93d (v4.14), so it is written only in a run without the guard that keeps those apart who did.
 */
import { int, type Pointer, struct, type View } from "./layout.ts";
import { type Page, page_to_pfn, pfn_to_page } from "./page.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { adjust_managed_page_count } from "./vmstat.ts";

export class Pfn extends struct("vb->pfns", { pfn: int }, 4) {}

/** What the functions below need of a `struct virtio_balloon`. */
type Message = View & { num_pfns: number; pfns: Pointer<Pfn> };

/** As many as the machine has pages: no message is longer. */
export function init_pfns(vb: Message, name: string): void {
  const { k } = vb.memory;
  if (!k.guard("balloon:put-under-lock")) vb.pfns = k.heap.alloc(Pfn, `${name} pfns`, k.machine.pages).addr;
}

/** One page more in the message. */
export function set_page_pfns(vb: Message, page: Page): void {
  pfn_at(vb, vb.num_pfns).pfn = page_to_pfn(page);
  vb.num_pfns += 1;
}

/** As up to 4.4: the mutex is gone by now. `counts`: the count of managed pages is the driver's matter. */
export const release_pages_balloon = kernel(
  "release_pages_balloon",
  function* (vb: Message, counts: boolean, put: (page: Page) => void): Steps {
    const { k } = vb.memory;
    for (let i = 0; i < vb.num_pfns; i++) {
      yield "balloon:put";
      const page = pfn_to_page(k, pfn_at(vb, i).pfn);
      if (counts) adjust_managed_page_count(page, 1);
      put(page);
    }
  },
);

function pfn_at(vb: Message, at: number): Pfn {
  return new Pfn(vb.memory, vb.pfns + at * Pfn.layout.size);
}

/**
 * References and page locks that the scenario's own operations hold. Nothing in the memory names their holders, so they are
 * counted as they come and go: each step of such an operation does one thing.
 */
import type { StepName } from "../steps.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

const TAKES: ReadonlySet<StepName> = new Set<StepName>(["user:alloc", "user:get", "contig:take", "contig:count"]);

export function countStep({ pages, was: before }: MachineState, ran: StepName): void {
  for (const [pfn, was] of before) {
    const page = pages.get(pfn) as PageState;
    const change = page.refcount - was.refcount;
    const { held } = page;
    // A user's page that joins the LRU, or a device's list, is held by its mapping or by the device from then on.
    const handedOn = (page.lru && !was.lru && ran === "user:map") || ran === "virtio-mem:mark";
    if (change > 0 && TAKES.has(ran)) page.held = held + change;
    else if (held > 0 && ((change < 0 && ran === "user:put") || (handedOn && page.list?.kind !== was.list?.kind))) {
      page.held = held - 1;
    }
    if (page.refcount === 0) page.held = 0;
    if (!page.locked) page.userLocked = false;
    else if (!was.locked && ran === "user:lock") page.userLocked = true;
  }
}

/** What zsmalloc promises to its users. The driver's own observer walks handles, objects and chains. */
import type { Invariant } from "./invariant.ts";
import type { MachineState } from "./state.ts";

export const contentsSurvive: Invariant = {
  id: "I-20",
  text: "when all is done, every object has the contents that its user wrote",
  source: "mm/zsmalloc.c:zs_page_migrate(), 5.10 to 6.17",
  when: "end",
  check: (state) => broken(state, "has lost contents"),
};

export const handlesLead: Invariant = {
  id: "I-21",
  text: "when nobody is in zsmalloc, a page that names a zspage names a living one",
  source: "mm/zsmalloc.c:reset_page(), replace_sub_page(), 5.10 to 6.17",
  when: "quiet",
  unless: ({ next }) => next.some((step) => step !== null && /^(zs|lock|zram|work):/.test(step)),
  page({ owned, locked, balloon, owner: word }, _before, { k }) {
    const names = owned && !locked && balloon === null && word >= 0x1000;
    return names && !k.memory.isLive(word) ? "names an owner that is no more" : null;
  },
};

function broken({ k }: MachineState, what: string): string | null {
  return k.memory.quietly(() => {
    for (const [name, { driver, device }] of k.devices) {
      if (driver.observe(device).intact === false) return `${name} ${what}`;
    }
    return null;
  });
}

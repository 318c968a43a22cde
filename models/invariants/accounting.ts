/** Counters, and what they count. */
import type { Kernel } from "../machine/kernel.ts";
import type { DeviceState } from "./devices.ts";
import type { Invariant } from "./invariant.ts";
import type { MachineState } from "./state.ts";

export const isolatedCounter: Invariant = {
  id: "I-9",
  text: "a balloon's isolated_pages is the number of its pages that are not on its list",
  source: "include/linux/balloon_compaction.h, 5.10 to 6.17",
  when: "always",
  check(state) {
    for (const device of state.devices) {
      const { balloon, name } = device;
      if (balloon === null || !settled(state, device)) continue;
      const away = state.tally.away.of(name);
      if (away !== balloon.isolated_pages)
        return `${name}: isolated_pages is ${balloon.isolated_pages}, ${away} pages are away`;
    }
    return null;
  },
};

export const balloonConservation: Invariant = {
  id: "I-10",
  text: "pages on a balloon's list and pages isolated from it make up what its driver counts",
  source:
    "drivers/virtio/virtio_balloon.c, drivers/misc/vmw_balloon.c, arch/powerpc/platforms/pseries/cmm.c, 5.10 to 6.17",
  when: "quiet",
  check(state) {
    for (const device of state.devices) {
      if (device.balloon === null || !settled(state, device)) continue;
      const listed = state.tally.listed.of(device.name);
      const { isolated_pages } = device.balloon;
      if (listed + isolated_pages !== device.count) {
        return `${device.name}: ${listed} pages listed, isolated_pages ${isolated_pages}, the driver counts ${device.count}`;
      }
    }
    return null;
  },
};

export const noLruAccounting: Invariant = {
  id: "I-19",
  text: "a movable page is never on the LRU and never counted as isolated from it",
  source: "mm/compaction.c, mm/migrate.c: NR_ISOLATED_ANON, NR_ISOLATED_FILE, 5.10 to 6.17",
  when: "always",
  check(state) {
    const { node, memory } = state.k;
    const { anon, file } = memory.quietly(() => ({ anon: node.NR_ISOLATED_ANON, file: node.NR_ISOLATED_FILE }));
    const counts = `NR_ISOLATED_ANON is ${anon}, NR_ISOLATED_FILE is ${file}`;
    if (anon < 0 || file < 0) return counts;
    if (state.next.every((step) => step === null)) {
      const isolated = state.tally.taken;
      if (anon + file !== isolated) return `${counts}, ${isolated} normal pages are isolated`;
    }
    return null;
  },
  page: (page) => (page.marked && page.lru ? "is movable and on the LRU" : null),
};

export const managedPages: Invariant = {
  id: "I-22",
  text: "what is missing from a zone's managed pages is what was taken out of use in it",
  source: "drivers/virtio/virtio_balloon.c and pseries/cmm.c: adjust_managed_page_count(), 5.10 to 6.17",
  when: "quiet",
  check(state) {
    const { k, tally, devices } = state;
    if (goesOffline(k) || !devices.every((device) => settled(state, device))) return null;
    const counting = devices.filter(({ managed }) => managed);
    return k.memory.quietly(() => {
      for (const [index, { managed_pages, present_pages, name }] of k.zones.entries()) {
        const away = counting.reduce((sum, device) => sum + (tally.used[index]?.of(device.name) ?? 0), 0);
        if (present_pages - managed_pages === away) continue;
        return `zone ${name}: ${present_pages} present, ${managed_pages} managed, ${away} pages out of use`;
      }
      return null;
    });
  },
};

/** vmw_balloon does not count the page that it loses when the host refuses the target: drivers/misc/vmw_balloon.c, to 6.17. */
export const events: Invariant = {
  id: "I-23",
  text: "BALLOON_INFLATE less BALLOON_DEFLATE is the number of pages in balloons, and no event is taken back",
  source: "mm/balloon_compaction.c: count_vm_events(), 5.10 to 6.17",
  when: "quiet",
  check(state) {
    const { events, before, devices } = state;
    const [inflated, deflated] = events as [number, number];
    if (before?.events.some((count, index) => (events[index] as number) < count)) return "an event was taken back";
    if (!devices.every((device) => settled(state, device))) return null;
    const pages = devices.reduce((sum, { balloon, count }) => sum + (balloon ? count : 0), 0);
    const mayLose = devices.some(({ kernelFile }) => kernelFile.endsWith("vmw_balloon.c"));
    const counted = inflated - deflated;
    if (counted === pages || (mayLose && counted > pages)) return null;
    return `BALLOON_INFLATE ${inflated}, BALLOON_DEFLATE ${deflated}, ${pages} pages in balloons`;
  },
};

/** virtio-mem lends its pages to a block while that may still go. Whoever has the lock has such a block. */
function goesOffline(k: Kernel): boolean {
  return k.memory.quietly(() => k.node.mem_hotplug_lock.owner !== 0);
}

/** Neither the driver nor the core is at work on pages of the device: locked pages are in the middle of something. */
function settled({ tally }: MachineState, device: DeviceState): boolean {
  return device.idle && tally.busy === 0;
}

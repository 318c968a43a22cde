/**
 * Stores that nobody means, planted beside accesses that stand in content/lockless.yaml: each is found, although the other side is explained there. A store that
 * gives up a lock is another store.
 */
import { expect, it } from "vitest";
import type { Era } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { WRITE_ONCE } from "../../../models/machine/access.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { offsetOf } from "../../../models/machine/layout.ts";
import { Page, pfn_to_page, REFCOUNT } from "../../../models/machine/page.ts";
import type { Steps } from "../../../models/machine/step.ts";
import { kernel } from "../../../models/machine/trace.ts";
import { must } from "../../../src/engine/must.ts";
import { watchExploration } from "../../../src/engine/races/index.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { type Beyond, Held, NOTHING } from "../../../src/knowledge/lockless/hold.ts";
import type { LocklessTable } from "../../../src/knowledge/lockless/table.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";

const ERAS = ["aops", "mops", "flags"];

interface How {
  change?: (era: Era) => Era;
  without?: GuardName[];
  table?: LocklessTable;
}

function beyondOf(name: string, id: string, { change = (era) => era, without = [], table }: How): Beyond {
  const { era, release } = must(findEra(name), name);
  const found = watchExploration({ scenario: findScenario(id), era: change(era), release, without });
  expect(found.exploration.bound).toBeNull();
  return new Held(table ?? locklessTable()).beyond({ era, release }, found);
}

/** Races by what `where` does to its word, and with what held. */
function racesOf({ races }: Beyond, where: string): string[] {
  const told = races.flatMap(({ first, second }) =>
    [first, second].flatMap((side, at) => {
      const other = at === 0 ? second : first;
      return side.where === where ? [`${side.how} of ${side.word} [${side.held}], ${other.how} in ${other.where}`] : [];
    }),
  );
  return [...new Set(told)].sort();
}

/** Whoever deflates a balloon does it first, to every page that there is. What is stored is there already, so nothing else changes. */
function beforeDeflating(store: (page: Page) => void): (era: Era) => Era {
  const plant = planted((k) => {
    for (let pfn = 0; pfn < k.machine.pages; pfn++) store(pfn_to_page(k, pfn));
  });
  return (era) => {
    const driver = must(era.drivers["virtio-balloon"], "balloon");
    const deflate = must(driver.operations.deflate, "deflate");
    const changed: typeof deflate = {
      ...deflate,
      *run(device, args) {
        yield* plant(device.memory.k);
        return yield* deflate.run(device, args);
      },
    };
    const operations = { ...driver.operations, deflate: changed };
    return { ...era, drivers: { ...era.drivers, "virtio-balloon": { ...driver, operations } } };
  };
}

function planted(store: (k: Kernel) => void) {
  return kernel("planted", function* (k: Kernel): Steps {
    yield "balloon:put";
    store(k);
  });
}

it.each(ERAS)("a new plain store against a read that stands there: %s", (name) => {
  const change = beforeDeflating((page) => {
    page.private = page.memory.peek(page.addr + offsetOf(Page, "private"));
  });
  const races = racesOf(beyondOf(name, "compaction-or-deflation", { change }), "planted");
  expect(races).toContain("write of page.private [], read (marked) in isolate_migratepages_block");
});

it.each(["aops", "mops"])("and against one that the kernel leaves plain: %s", (name) => {
  const change = beforeDeflating((page) => {
    page.mapping = page.memory.peek(page.addr + offsetOf(Page, "mapping"));
  });
  const races = racesOf(beyondOf(name, "compaction-or-deflation", { change }), "planted");
  expect(races).toContain("write of page.mapping [], read in isolate_migratepages_block");
});

it.each(ERAS)("a new marked store, which is no data race with that read: %s", (name) => {
  const change = beforeDeflating((page) =>
    WRITE_ONCE(page, "private", page.memory.peek(page.addr + offsetOf(Page, "private"))),
  );
  const beyond = beyondOf(name, "compaction-or-deflation", { change });
  expect(racesOf(beyond, "planted").filter((race) => race.includes("isolate_migratepages_block"))).toEqual([]);
  const told = beyond.lockless.map(({ where, does, word, marking }) => ({ where, does, word, marking }));
  expect(told).toContainEqual({ where: "planted", does: "stores", word: "page.private", marking: "once" });
});

it.each(ERAS)("a plain store against a marked store that stands there: %s", (name) => {
  const plant = planted((k) => {
    const { memory, addr } = pfn_to_page(k, 0);
    memory.store(addr + REFCOUNT, memory.peek(addr + REFCOUNT));
  });
  const change = (era: Era): Era => ({
    ...era,
    *isolate(page, mode) {
      yield* plant(page.memory.k);
      return yield* era.isolate(page, mode);
    },
  });
  const races = racesOf(beyondOf(name, "isolate-races-inflate", { change }), "planted");
  expect(races).toContain("write of page._refcount [], write (marked) in alloc_page");
});

it.each([
  ["aops", "__SetPageMovable", "page.mapping"],
  ["mops", "__SetPageMovable", "page.mapping"],
  ["flags", "balloon_page_insert", "page.page_type"],
])("a store moved out of its lock, against a read that stands there: %s", (name, where, word) => {
  const { lockless } = beyondOf(name, "isolate-races-inflate", { without: ["balloon:mark-under-lock"] });
  const held = ["balloon_dev_info.pages_lock", "virtio_balloon.balloon_lock"];
  const told = lockless.map((each) => ({ where: each.where, does: each.does, word: each.word, held: each.held }));
  expect(told).toContainEqual({ where, does: "stores", word, held });
});

it.each(ERAS)("the count of isolated pages after the lock of the list, against itself: %s", (name) => {
  const without: GuardName[] = ["balloon:count-under-lock"];
  const races = racesOf(beyondOf(name, "two-pages-of-one-balloon", { without }), "balloon_page_isolate");
  const word = "balloon_dev_info.isolated_pages";
  expect(races).toContain(`write of ${word} [a page lock], read in balloon_page_isolate`);
});

it.each(ERAS)("two that stand there, where neither row names the other function: %s", (name) => {
  const known = locklessTable();
  const accesses = known.accesses.map((row) => ({ ...row, meets: [] }));
  expect(beyondOf(name, "compaction-or-deflation", {})).toEqual(NOTHING);
  const { races, lockless } = beyondOf(name, "compaction-or-deflation", { table: { ...known, accesses } });
  expect(lockless).toEqual([]);
  expect(races.length).toBeGreaterThan(0);
});

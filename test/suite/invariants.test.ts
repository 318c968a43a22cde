// The checks themselves: each fires on a machine that is broken in its way, and none fires on one that works.

import { describe, expect, it } from "vitest";
import type { Era } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import { ERAS } from "../../models/index.ts";
import { brokenNow } from "../../models/invariants/describe.ts";
import { INVARIANTS } from "../../models/invariants/index.ts";
import { isOf } from "../../models/invariants/invariant.ts";
import { type MachineState, StateReader } from "../../models/invariants/state.ts";
import { CompactControl } from "../../models/machine/compaction.ts";
import { write_frame } from "../../models/machine/frame.ts";
import { type Layout, offsetOf } from "../../models/machine/layout.ts";
import { INIT_LIST_HEAD, list_add, list_del } from "../../models/machine/list.ts";
import { type Page, pfn_to_page } from "../../models/machine/page.ts";
import { PG_locked, set_bit } from "../../models/machine/page-flags.ts";
import { PGTY_buddy, PGTY_offline, PGTY_slab } from "../../models/machine/page-type.ts";
import { StackFrame } from "../../models/machine/task.ts";
import { createWorkspace } from "../../models/operations.ts";
import { must } from "../../src/engine/must.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { REFERENCES } from "./kernels.ts";
import { type Command, RandomRun } from "./random.ts";

/** A bench with two pages of a device, of which one is isolated, and what the checks see of it. */
class Machine extends Bench {
  readonly owned: Page;
  readonly away: Page;
  /** One looks at all, the other at what was touched since the last look. */
  private readonly readers: [StateReader, StateReader];

  constructor(era: Era, driver: string) {
    super({ name: era.id, era, release: era.releases[0] }, driver, { machine: { contents: true } });
    const fill = driver === "zsmalloc" ? "malloc" : "inflate";
    for (let page = 0; page < 2; page++) this.run(fill, { pages: 1, size: 8 });
    const [owned, away] = this.pages;
    this.owned = must(owned, "page of the device");
    this.away = must(away, "second page of the device");
    this.isolate(this.away);
    this.readers = [new StateReader(this.k, [null], true), new StateReader(this.k, [null])];
    this.k.memory.clearFootprint();
  }

  look(): [MachineState, MachineState] {
    const [all, some] = this.readers;
    const states: [MachineState, MachineState] = [all.read([null], null), some.read([null], this.k.memory)];
    this.k.memory.clearFootprint();
    return states;
  }
  says(id: string): string | null {
    const [all, some] = this.look().map((state) => brokenNow(rule(id), state));
    expect(some).toBe(all);
    return all ?? null;
  }
  /** A word of the device. */
  word(name: string): number {
    return this.device.addr + offsetOf(this.device.constructor as unknown as { layout: Layout }, name);
  }
}

function rule(id: string) {
  const found = INVARIANTS.find((each) => each.id === id);
  if (!found) throw new TypeError(`no invariant ${id}`);
  return found;
}

const BREAK: Record<string, { driver?: string; breakIt(m: Machine): void }> = {
  "I-1": {
    breakIt({ k }) {
      pfn_to_page(k, 15)._refcount = 1;
    },
  },
  "I-2": {
    breakIt({ owned }) {
      owned._refcount = 0;
    },
  },
  "I-3": {
    breakIt({ away }) {
      away.mapping = 0;
    },
  },
  "I-4": {
    breakIt({ away }) {
      away._refcount = 1;
    },
  },
  "I-5": {
    breakIt({ k, away }) {
      list_del(away.lru);
      list_add(away.lru, createWorkspace(k, "another", new Map()).isolated);
    },
  },
  "I-6": {
    breakIt({ k, owned }) {
      list_add(owned.lru, createWorkspace(k, "another", new Map()).isolated);
    },
  },
  "I-7": {
    breakIt({ owned, away }) {
      list_del(away.lru);
      list_add(away.lru, owned.lru);
    },
  },
  "I-8": { breakIt: ({ owned }) => list_del(owned.lru) },
  "I-9": { breakIt: ({ owned }) => list_del(owned.lru) },
  "I-10": { breakIt: (m) => m.k.memory.store(m.word("num_pages"), 7) },
  "I-11": {
    breakIt({ k, owned }) {
      owned.private = k.memory.heapEnd - 64;
    },
  },
  "I-12": {
    breakIt(m) {
      const { owned, k } = m;
      const { mapping, private: owner } = owned;
      owned.mapping = factsOn(k).marksByFlag ? 0 : 2;
      owned.private = 0;
      m.look();
      owned.mapping = mapping;
      owned.private = owner;
    },
  },
  "I-13": {
    breakIt({ owned }) {
      owned._refcount = 2;
    },
  },
  "I-14": {
    breakIt({ k, owned }) {
      const { freepages } = new StackFrame(k).alloc(CompactControl, "compact_control");
      INIT_LIST_HEAD(freepages);
      list_del(owned.lru);
      list_add(owned.lru, freepages);
    },
  },
  "I-15": { breakIt: ({ away }) => list_del(away.lru) },
  "I-16": { breakIt: ({ away }) => list_del(away.lru) },
  "I-17": { breakIt: ({ owned }) => set_bit(owned, PG_locked) },
  "I-18": {
    breakIt(m) {
      const task = m.k.task("sleeper");
      task.wait = m.owned.addr;
      m.k.memory.store(m.word("balloon_lock"), task.addr);
    },
  },
  "I-19": {
    breakIt({ k }) {
      k.node.NR_ISOLATED_FILE = -1;
    },
  },
  "I-20": { driver: "zsmalloc", breakIt: ({ owned }) => write_frame(owned, 3, 12345) },
  "I-21": {
    driver: "zsmalloc",
    breakIt({ k, owned }) {
      owned.private = k.memory.heapEnd - 64;
    },
  },
  "I-22": {
    breakIt({ k, owned }) {
      k.zone(owned).managed_pages += 1;
    },
  },
  "I-23": {
    breakIt({ k }) {
      k.events.BALLOON_DEFLATE += 1;
    },
  },
  "I-24": { breakIt: ({ k }) => set_bit(pfn_to_page(k, 15), PG_locked) },
  "I-25": {
    breakIt({ away }) {
      away.mapping &= ~3;
    },
  },
  "I-26": {
    breakIt({ k, owned }) {
      owned.mapping = k.node.addr | 2;
    },
  },
  "I-27": {
    breakIt({ owned }) {
      owned.mapping = 0;
    },
  },
  "I-29": {
    breakIt({ k, away }) {
      k.types.clear(away, PGTY_offline);
      k.types.set(away, PGTY_slab);
    },
  },
  "I-30": { breakIt: ({ k, owned }) => k.types.clear(owned, PGTY_offline) },
  "I-31": {
    breakIt({ owned }) {
      owned.mapping = 2;
    },
  },
  "I-32": { breakIt: ({ k }) => k.memory.store(k.symbol("registered movable_ops"), k.node.addr) },
  "I-35": {
    breakIt({ owned }) {
      list_del(owned.lru);
      owned._refcount = 0;
    },
  },
  "I-36": {
    breakIt({ k, owned }) {
      k.types.clear(owned, PGTY_offline);
      k.types.set(owned, PGTY_buddy);
      owned.private = 0;
    },
  },
  "I-38": {
    breakIt({ k, owned }) {
      list_del(owned.lru);
      list_add(owned.lru, new StackFrame(k).list("dst_folios"));
    },
  },
};
/** These ask whether the era's own test agrees with the words, so that only another test can break them. */
const OF_THE_TEST = ["I-28", "I-34"];

const CASES = INVARIANTS.flatMap((invariant) =>
  ERAS.filter((era) => isOf(invariant, era)).map((era) => ({ id: invariant.id, era, on: era.id })),
);

describe.each(CASES)("$id on $on", ({ id, era }) => {
  it("is silent on a machine that works, and fires on one that is broken", () => {
    const { driver = "virtio-balloon", breakIt } = BREAK[id] ?? { breakIt: null };
    const m = new Machine(era, driver);
    expect(m.says(id)).toBeNull();
    if (breakIt !== null) {
      breakIt(m);
      expect(m.says(id)).toMatch(/\w/);
    } else {
      expect(OF_THE_TEST).toContain(id);
      const [state] = m.look();
      for (const page of state.pages.values()) page.marked = !page.marked;
      expect(brokenNow(rule(id), state)).toMatch(/\w/);
    }
  });
});

/** What the checks say of kernels that lack a guard. */
const ONE: Command[] = [
  ["inflate", 1],
  ["isolate", 0],
];
const MOVED: Command[] = [...ONE, ["migrate", "MIGRATE_SYNC"]];
const GONE: Command[] = [
  ["inflate", 1],
  ["deflate", 1],
];
/** `where`: only on kernels of which that is so. */
const WITHOUT: {
  guard: GuardName;
  where?: "marksByFlag" | "clearsMark";
  driver?: string;
  script: Command[];
  says: RegExp;
}[] = [
  { guard: "isolate:pin", script: [["isolate", 15]], says: /I-1 / },
  {
    guard: "isolate:put",
    script: [
      ["alloc", 1],
      ["isolate", 0],
    ],
    says: /leak/,
  },
  {
    guard: "isolate:recheck-isolated",
    script: [...ONE, ["isolate", 0]],
    says: /I-9 |not on the list|not in the balloon/,
  },
  { guard: "putback:flag-under-lock", script: [...ONE, ["putback"]], says: /I-8 / },
  { guard: "lru:account-lru-only", script: MOVED, says: /I-19 / },
  { guard: "clear:keep-tag", where: "clearsMark", script: MOVED, says: /I-3 / },
  { guard: "clear:keep-tag", where: "clearsMark", script: GONE, says: /I-27 / },
  { guard: "type:sticky", where: "marksByFlag", script: GONE, says: /I-30 / },
  { guard: "free:reset-type", where: "marksByFlag", script: GONE, says: /bad-page/ },
  { guard: "mark:flag", where: "marksByFlag", driver: "virtio-mem", script: [["unplug", 4, 4]], says: /I-34 / },
  { guard: "mark:type", where: "marksByFlag", script: [["map", 1]], says: /I-19 / },
  { guard: "balloon:put-src", script: MOVED, says: /I-13 / },
  { guard: "balloon:get-dst", script: MOVED, says: /bad-page|I-6 / },
  { guard: "zs:mark-last", where: "clearsMark", driver: "zsmalloc", script: [["malloc", 2]], says: /I-11 / },
];

describe.each(WITHOUT)("without $guard", ({ guard, where, driver = "virtio-balloon", script, says }) => {
  const has = (kernel: (typeof REFERENCES)[number]) =>
    (where === undefined || factsOn(kernel)[where]) && !factsOn(kernel).absent.includes(guard);
  const kernels = REFERENCES.filter(has);
  it.each(kernels)("$era.id", ({ era }) => {
    const plan = { driver, machine: {}, scripts: [script], choices: [] };
    expect(() => new RandomRun(era, plan).run()).not.toThrow();
    expect(() => new RandomRun(era, plan, [guard]).run()).toThrow(says);
  });
});

/** What `run` says of the default scenario, told to do something else without a guard. */
function verdict(era: Era, guard: GuardName, calls: Record<string, Record<string, unknown>>) {
  const does = Object.entries(calls).map(([name, args]) => ({ name, args, line: 1, column: 1 }));
  const scenario = { ...findScenario("balloon-compaction"), actors: [{ name: "actor", flags: [], does }], expect: {} };
  return execute(scenario, era, era.releases[0], { without: [guard] }).verdict.kind;
}

describe.each(REFERENCES)("the verdict of a run on $era.id", ({ era, release }) => {
  it("is invariant, leak or bad-page", () => {
    const { absent } = factsOn({ era, release });
    expect(verdict(era, "balloon:count-back", { compact: {} })).toBe("invariant");
    expect(verdict(era, "isolate:put", { alloc: { as: "q" }, isolate: { page: "q" } })).toBe(
      absent.includes("isolate:put") ? "ok" : "leak",
    );
    expect(verdict(era, "reclaim:skip-movable", { contig: { start: 0, end: 4 } })).toBe(
      factsOn({ era, release }).looksLikeFile ? "bad-page" : "ok",
    );
  });
});

/** The guards of zsmalloc: for each one an interleaving that goes wrong without it, and goes well with it. */
import { describe, expect, test } from "vitest";
import type { GuardName } from "../../models/guards.ts";
import { Fault } from "../../models/machine/fault.ts";
import type { BootOptions } from "../../models/machine/kernel.ts";
import { factsOn } from "../expectations/index.ts";
import type { Bench } from "./bench.ts";
import type { KernelCase } from "./kernels.ts";
import { pool, REFERENCES } from "./pool.ts";
import { Stage } from "./stage.ts";

interface Case {
  /** By which the table of expectations has it. */
  name: string;
  guard: GuardName;
  /** What `run` returns with the guard. */
  right: unknown;
  options?: BootOptions;
  run(m: Bench): unknown;
}

function firstPage(m: Bench, number = 0) {
  const page = m.pages[number];
  if (!page) throw new Error(`no page ${number}`);
  return page;
}

/** Isolates the page of the only object, which is then freed. */
function emptyWhileIsolated(m: Bench): void {
  m.run("malloc", { as: "a" });
  m.isolate(firstPage(m));
  m.run("free", { object: "a" });
}

const CASES: Case[] = [
  {
    name: "freed while isolated",
    guard: "zs:isolated-test",
    right: 1,
    run(m) {
      emptyWhileIsolated(m);
      return m.seen.zspages;
    },
  },
  {
    // A kernel without the debug check frees the zspage, and nobody is left to count it as back.
    name: "freed while isolated, and the pool goes",
    guard: "zs:isolated-test",
    right: null,
    options: { config: { DEBUG_VM: false } },
    run(m) {
      emptyWhileIsolated(m);
      m.move();
      const stage = new Stage(m.k, { destroyer: m.steps("destroy") });
      stage.finish("destroyer");
      return stage.at("destroyer");
    },
  },
  {
    name: "freed by the thread that comes after",
    guard: "zs:empty-epilogue",
    right: { done: true, pages: 0 },
    run(m) {
      emptyWhileIsolated(m);
      m.move();
      return { done: m.run("free_worker"), pages: m.seen.pages };
    },
  },
  {
    // The pool goes while a page still leads to its inode.
    name: "the pool goes with a page isolated",
    guard: "zs:drain",
    right: "zs:drain",
    run(m) {
      emptyWhileIsolated(m);
      const stage = new Stage(m.k, { destroyer: m.steps("destroy") });
      stage.finish("destroyer");
      const step = stage.at("destroyer");
      m.putBack();
      return step;
    },
  },
  {
    // Isolated at the first mark, when the rest of the chain does not exist yet.
    name: "isolated at its first mark",
    guard: "zs:mark-last",
    right: { isolated: false, intact: true },
    run(m) {
      const stage = new Stage(m.k, { owner: m.steps("malloc", { size: 5 }) });
      stage.until("owner", "zs:alloc-page", 2);
      const isolated = m.isolate(m.frame(0));
      m.move();
      stage.finish("owner");
      return { isolated, intact: m.seen.intact };
    },
  },
  {
    // Moved between two links: the builder goes on from the old page. 5.10 refuses a zspage without objects here.
    name: "moved between two links",
    guard: "zs:mark-last",
    right: { isolated: false, intact: true },
    run(m) {
      const stage = new Stage(m.k, { owner: m.steps("malloc", { size: 5 }) });
      stage.until("owner", m.k.guard("zs:mark-last") ? "zs:insert" : "zs:chain", m.k.guard("zs:mark-last") ? 1 : 2);
      const isolated = m.isolate(m.frame(0));
      m.move();
      stage.finish("owner");
      return { isolated, intact: m.seen.intact };
    },
  },
  {
    // The thread sleeps on the lock of a page that is replaced meanwhile.
    name: "the thread waits for a page that moves",
    guard: "zs:lock-reread",
    right: { zspages: 0, pages: 0 },
    run(m) {
      m.run("malloc", { size: 5, as: "a" });
      m.isolate(firstPage(m, 2));
      const stage = new Stage(m.k, { migration: m.moving() });
      stage.until("migration", "migrate:call-ops");
      m.run("free", { object: "a" });
      stage.enter("thread", m.steps("free_worker"));
      stage.finish("thread");
      stage.finish("migration");
      stage.finish("thread");
      m.run("free_worker");
      const { zspages, pages } = m.seen;
      return { zspages, pages };
    },
  },
  {
    // The target had a type when the driver refused, and went back with it. 6.17 wipes what is left.
    name: "the target is refused",
    guard: "zs:dst-clean",
    right: [],
    run(m) {
      m.run("malloc", { as: "a" });
      m.isolate(firstPage(m));
      const stage = new Stage(m.k, { reader: m.steps("read", { object: "a" }) });
      stage.until("reader", "zs:read");
      stage.enter("migration", m.moving());
      stage.finish("migration");
      stage.finish("reader");
      stage.finish("migration");
      return m.k.log.map(({ level }) => level);
    },
  },
  {
    name: "pages of two zones",
    guard: "zs:gfp",
    right: [1, 0],
    options: {
      config: { COMPACTION: false },
      machine: {
        pages: 16,
        zones: [
          { name: "Normal", pages: 8 },
          { name: "Movable", pages: 8 },
        ],
      },
    },
    run(m) {
      m.run("malloc");
      return m.k.zones.map((zone) => zone.NR_ZSPAGES);
    },
  },
  {
    // The freed page is taken for one of the LRU.
    name: "put back when it is free",
    guard: "type:sticky",
    right: 0,
    run(m) {
      emptyWhileIsolated(m);
      m.putBack();
      return m.k.node.NR_ISOLATED_FILE;
    },
  },
  {
    name: "moved when it is free",
    guard: "migrate:released",
    right: 0,
    run(m) {
      emptyWhileIsolated(m);
      // A reference keeps the core from seeing that only the isolation's is left.
      firstIsolated(m)._refcount += 1;
      return m.move();
    },
  },
  {
    // The zspage goes between the core's test and the driver's callback.
    name: "freed before the driver is asked",
    guard: "isolate:lock-held",
    right: false,
    options: { config: { DEBUG_VM: false } },
    run(m) {
      m.run("malloc", { as: "a" });
      const page = firstPage(m);
      const stage = new Stage(m.k, { isolator: m.isolating(page) });
      stage.until("isolator", "isolate:call-ops");
      m.run("free", { object: "a" });
      stage.finish("isolator");
      return m.era.isolated(page) && !m.k.guard("isolate:lock-held");
    },
  },
];

function firstIsolated(m: Bench) {
  const entry = m.k.memory.peek(m.isolated.addr);
  return m.frame((entry - 8 - m.k.memory.mem_map) / 64);
}

function outcome(subject: KernelCase, { options, run }: Case, without: GuardName[]): unknown {
  try {
    return run(pool(subject, { ...options, without }));
  } catch (fault) {
    if (fault instanceof Fault) return fault.kind;
    throw fault;
  }
}

describe.each(REFERENCES)("guards of zsmalloc, $name", (subject) => {
  const { unguarded } = factsOn(subject).zsmalloc;
  test("are those of which something is expected", () => {
    expect(CASES.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(unguarded)));
  });
  test.each(CASES.filter(({ name }) => name in unguarded))("$guard: $name", (each) => {
    expect(outcome(subject, each, [])).toEqual(each.right);
    expect(outcome(subject, each, [each.guard])).toEqual(unguarded[each.name]);
  });
});

test.each(CASES)("$name is asked of some kernel", ({ name }) => {
  expect(REFERENCES.some((kernel) => name in factsOn(kernel).zsmalloc.unguarded)).toBe(true);
});

// What a mail leaves open is asked by an order of events, and that order goes wrong where it is said to.
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { type free_folio_t, MIGRATE_ASYNC, type new_folio_t } from "../../../models/era.ts";
import { findEra, PLANS } from "../../../models/index.ts";
import { trylock_page } from "../../../models/machine/lock.ts";
import { isolate_lru_page, lru_add_user_page, UserMapping } from "../../../models/machine/lru.ts";
import { type Page, page_count } from "../../../models/machine/page.ts";
import { put_page } from "../../../models/machine/page_alloc.ts";
import { PageLRU } from "../../../models/machine/page-flags.ts";
import { TaskStruct } from "../../../models/machine/task.ts";
import { must } from "../../../src/engine/must.ts";
import { watchExploration } from "../../../src/engine/races/index.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { onMemory } from "../../../src/engine/scenario/on_memory.ts";
import { whyNot } from "../../../src/engine/scenario/runnable.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { Held, NOTHING } from "../../../src/knowledge/lockless/hold.ts";
import { rowsOf } from "../../../src/knowledge/lockless/table.ts";
import { storedFacts } from "../../../src/knowledge/plans/files.ts";
import { readPlans } from "../../../src/knowledge/plans/told.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { Bench } from "../../suite/bench.ts";

const { plans } = readPlans(readFileSync("content/plans.yaml", "utf8"), "content/plans.yaml");
const QUESTIONS = plans.flatMap(({ era }) => (era?.questions ?? []).map((each) => ({ ...each, id: era?.id ?? "" })));
const FILE = "test/knowledge/plans/questions.test.ts";

const orders = QUESTIONS.flatMap(({ text, raised }) => ("verdict" in raised ? [{ text, ...raised }] : []));
it.each(orders)("$text", ({ kernel, scenario, without, verdict }) => {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const how = { invariants: false, shorten: false, findAll: true };
  const { violations } = verify(findScenario(scenario), era, release, {
    ...how,
    without: without ? [without] : [],
  }).exploration;
  // Which of them is met first is up to the search.
  expect(violations.map(({ kind }) => kind)).toContain(verdict);
  // The reading that the plan was given comes to no harm there.
  const intact = verify(findScenario(scenario), era, era.releases[0], { shorten: false });
  expect(intact.exploration.violations).toEqual([]);
});

const ends = QUESTIONS.flatMap(({ text, id, raised }) =>
  "ends" in raised ? [{ text, id, scenario: raised.ends }] : [],
);
it.each(ends)("$text", ({ id, scenario }) => {
  const told = storedFacts(id).ends.find((each) => each.scenario === scenario);
  expect(told?.only.length).toBeGreaterThan(0);
});

it("names a test of this file wherever it names one", () => {
  const named = QUESTIONS.flatMap(({ raised }) => ("test" in raised ? [raised.test] : []));
  const own = readFileSync(FILE, "utf8");
  for (const name of named) {
    expect(name).toContain(`${FILE}: `);
    expect(own).toContain(`test("${name.slice(FILE.length + 2)}"`);
  }
});

describe("lists of isolated pages that `private` links", () => {
  const { era, release } = must(findEra("wilcox"), "such plan");
  const bench = () => new Bench({ name: "wilcox", era, release }, "virtio-balloon");

  test("the private data of a folio", () => {
    const m = bench();
    const folio = m.alloc();
    lru_add_user_page(folio, m.k.heap.alloc(UserMapping, "user mapping"));
    folio.private = 0x1234;
    expect(isolate_lru_page(folio)).toBe(true);
    era.links.add_tail(folio, m.isolated);
    m.putBack();
    expect([PageLRU(folio), folio.private]).toEqual([true, 0]);
  });

  test("the notes of a batch", () => {
    const m = bench();
    m.run("inflate", { pages: 2 });
    for (const page of m.pages) m.isolate(page);
    const targets: Page[] = [];
    const led: number[] = [];
    m.move(undefined, function* () {
      const [first] = targets;
      // The first target waits on the list of targets by now, and when the second one is there, so does that.
      if (first) led.push(first.private);
      const page = m.alloc();
      targets.push(page);
      return page;
    });
    expect(targets).toHaveLength(2);
    expect(led.every((word) => word !== 0)).toBe(true);
    expect(targets.map(page_count)).toEqual([1, 1]);
  });
});

/** Small ones that need every row which the table has of a plan. All there are: `eras races --all --era`. */
const UNLOCKED = [
  "batch-races-visitor",
  "compaction-or-deflation",
  "compaction-races-reuse",
  "deflate-races-putback",
  "huge-page",
  "isolate-races-deflate",
  "isolate-races-inflate",
  "offline-or-scanner",
  "two-scanners",
  "zs-free-migrate-and-scan",
  "zsmalloc-malloc-races-migration",
];

describe.each(PLANS)("what $id does without a lock", (era) => {
  const release = era.releases[0];
  const run = UNLOCKED.map(findScenario).filter((scenario) => whyNot(scenario, { era, release }) === null);
  const found = run.map((scenario) => {
    const { id } = scenario;
    return { id, ...watchExploration({ scenario, era, release, without: scenario.without }) };
  });

  test("stands in the table, and what stands there of it is needed", () => {
    const held = new Held(locklessTable());
    for (const each of found) expect(held.beyond({ era, release }, each), each.id).toEqual(NOTHING);
    const own = { ...rowsOf([era.id], locklessTable()), operations: [], locks: [] };
    expect(held.needless([{ era, release }], own)).toEqual([]);
  });
});

/** What KCSAN would report there, beyond what the table explains. */
function racesOf(name: string, id: string) {
  const { era, release } = must(findEra(name), `kernel ${name}`);
  const scenario = findScenario(id);
  const found = watchExploration({ scenario, era, release, without: scenario.without });
  return { all: found.races, beyond: new Held(locklessTable()).beyond({ era, release }, found).races };
}
const words = (races: ReturnType<typeof racesOf>["all"]) => [...new Set(races.map(({ second }) => second.word))];

test("a race for the descriptor", () => {
  expect(words(racesOf("wilcox", "isolate-races-deflate").all)).toContain("page.mapping");
});

/** Readings that were written down to go wrong: the word that links a page has another use there, under another lock. */
test("a race for the link", () => {
  const otherwise = [
    ["device-in-private", "deflate-races-putback", "page.private"],
    ["one-next", "putback-races-free", "page.index"],
  ] as const;
  for (const [reading, id, word] of otherwise) {
    expect(words(racesOf(`wilcox@${reading}`, id).beyond)).toEqual([word]);
    expect(racesOf("wilcox", id).beyond).toEqual([]);
  }
});

test("a race for the flags of a target", () => {
  const { all, beyond } = racesOf("offlinepages", "batch-races-visitor");
  expect(words(all)).toEqual(["page.flags"]);
  expect(beyond).toEqual([]);
});

test.each(["put-back-or-isolated-again", "isolate-races-deflate"])(
  "a flag in place of the lock, where stores arrive late: %s",
  (id) => {
    const { era, release } = must(findEra("testset"), "such plan");
    const { exploration } = verify(onMemory(findScenario(id), "tso"), era, release, { shorten: false });
    expect([exploration.bound, exploration.violations]).toEqual([null, []]);
  },
);

test("a race for the zspage", () => {
  expect(words(racesOf("testset@zs-unlocked", "putback-races-free").beyond)).toEqual(["page.private"]);
  expect(racesOf("testset", "putback-races-free").beyond).toEqual([]);
});

describe("targets that are inflated when they are given out", () => {
  const { era, release } = must(findEra("yan"), "such plan");
  /** A page that is isolated and then locked by somebody else. */
  function locked() {
    const m = new Bench({ name: "yan", era, release }, "virtio-balloon");
    m.run("inflate", { pages: 1 });
    m.isolate(m.page);
    expect(trylock_page(m.page)).toBe(true);
    return m;
  }

  test("messages to the host", () => {
    const m = locked();
    const told: string[] = [];
    m.k.tracer = {
      enter(name) {
        if (name === "tell_host") told.push(name);
      },
      leave() {},
    };
    const targets: Page[] = [];
    const get: new_folio_t = function* () {
      targets.push(m.alloc());
      return must(targets.at(-1), "last target");
    };
    expect(m.move(MIGRATE_ASYNC, get)).toBe(1);
    expect(targets).toHaveLength(10);
    expect(told).toHaveLength(2 * targets.length);
  });

  test("the balloon of a target", () => {
    const m = locked();
    const named: number[] = [];
    const put: free_folio_t = function* (dst) {
      named.push(dst.mapping);
      put_page(dst);
    };
    let balloon = 0;
    m.k.tracer = {
      enter(name, args) {
        if (name === "online_target") balloon = (args[0] as Page).mapping;
      },
      leave() {},
    };
    m.move(MIGRATE_ASYNC, undefined, put);
    expect(balloon).toBe(m.device.addr);
    expect([...new Set(named)]).toEqual([0]);
  });
});

describe("pages without a reference, a list or a lock", () => {
  test("a block that goes with a page of a balloon", () => {
    const scenario = findScenario("compaction-off");
    const offlined = (name: string) => {
      const { era, release } = must(findEra(name), `kernel ${name}`);
      return execute(scenario, era, release).end.results.admin?.at(-1);
    };
    expect(["flags@7.2", "frozen", "frozen@count-says-gone"].map(offlined)).toEqual(["-EBUSY", "-EBUSY", 0]);
  });

  test("memory for isolated pages", () => {
    const allocated = (name: string) => {
      const { era, release } = must(findEra(name), `kernel ${name}`);
      const m = new Bench({ name, era, release }, "virtio-balloon");
      m.run("inflate", { pages: 3 });
      m.exhaust();
      // Who isolates is a task, which is there already by then.
      const objects = () => m.k.heap.live().filter(({ layout }) => layout !== TaskStruct.layout).length;
      const before = objects();
      for (const page of m.pages) expect(m.isolate(page)).toBe(true);
      return objects() - before;
    };
    expect(["flags@7.2", "frozen"].map(allocated)).toEqual([0, 3]);
  });

  test("one word is all that is touched", () => {
    expect(storedFacts("frozen").words.here).toEqual(["page_type"]);
  });
});

// z3fold, whose pages have contents that must survive a move, and secretmem, whose pages stay where they are.
import { describe, expect, it } from "vitest";
import { ENOMEM } from "../../models/era.ts";
import { driverExists, ERAS } from "../../models/index.ts";
import { page_count, page_to_pfn } from "../../models/machine/page.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { kernelsWith, RELEASES } from "./kernels.ts";
import { Stage } from "./stage.ts";

const CONTENTS = { machine: { contents: true } };

it("is in the kernels that had it: z3fold before v6.15, secretmem from v5.14", () => {
  for (const driver of ["z3fold", "secretmem"] as const) {
    const having = kernelsWith(driver).filter((kernel) => RELEASES.includes(kernel));
    expect(having).toEqual(RELEASES.filter((kernel) => factsOn(kernel).has[driver]));
  }
  const kernels = ERAS.flatMap((era) => era.releases.map((release) => ({ era, release })));
  for (const { era, release } of kernels) {
    for (const driver of ["virtio-balloon", "vmw-balloon", "cmm"]) {
      const found = era.drivers[driver];
      expect(found && driverExists(found, release), `${driver} on ${era.id}@${release.id}`).toBe(true);
    }
  }
});

describe.each(kernelsWith("z3fold"))("z3fold on $name", (kernel) => {
  function pool(objects: number): Bench {
    const bench = new Bench(kernel, "z3fold", CONTENTS);
    for (let object = 0; object < objects; object++) bench.run("alloc", { value: 100 + object });
    return bench;
  }
  function values(bench: Bench, objects: number): unknown[] {
    return [...Array(objects).keys()].map((object) => bench.run("read", { object }));
  }

  it("puts three objects into a page, and gives all pages back", () => {
    const bench = pool(4);
    expect(bench.seen).toEqual({ objects: 4, pages: 2, intact: true });
    expect(values(bench, 4)).toEqual([100, 101, 102, 103]);
    for (const object of [0, 1, 2, 3]) bench.run("free", { object });
    bench.run("work");
    expect(bench.seen).toEqual({ objects: 0, pages: 0, intact: true });
    expect(bench.free).toBe(16);
    expect(bench.log).toEqual([]);
  });

  it("moves the contents with the page, and leads the handles to them", () => {
    const bench = pool(4);
    const before = bench.frames;
    bench.compact();
    expect(bench.frames).toHaveLength(2);
    expect(bench.frames.filter((pfn) => before.includes(pfn))).toEqual([]);
    expect(bench.seen).toEqual({ objects: 4, pages: 2, intact: true });
    expect(bench.pages.map(page_count)).toEqual([1, 1]);
    bench.run("work");
    expect(values(bench, 4)).toEqual([100, 101, 102, 103]);
    for (const object of [0, 1, 2, 3]) bench.run("free", { object });
    bench.run("work");
    expect(bench.free).toBe(16);
    expect(bench.log).toEqual([]);
  });

  it("moves a page once: the copy stays claimed, so that it is never isolated again", () => {
    const bench = pool(1);
    expect(bench.migrate(bench.page)).toBe(0);
    bench.run("work");
    expect(bench.migrate(bench.page)).toBe("not isolated");
    expect(page_count(bench.page)).toBe(1);
    bench.run("alloc", { value: 7 });
    expect(bench.seen).toMatchObject({ objects: 2, pages: 2 });
  });

  it("does not let a page go while an object in it is mapped, or while the worker has it", () => {
    const bench = pool(2);
    bench.run("map", { object: 1 });
    expect(bench.migrate(bench.page)).toBe("not isolated");
    expect(page_count(bench.page)).toBe(1);
    bench.run("unmap", { object: 1 });
    bench.run("free", { object: 1 });
    expect(bench.migrate(bench.page)).toBe("not isolated");
    bench.run("work");
    expect(bench.migrate(bench.page)).toBe(0);
    expect(bench.seen).toMatchObject({ objects: 1, intact: true });
  });

  it("gives up a page that is mapped between isolation and migration", () => {
    const bench = pool(1);
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), user: bench.steps("map", { object: 0 }) });
    stage.until("migrator", "z3fold:copy");
    stage.finish("user");
    expect(stage.finish("migrator")).toBe(true);
    expect(bench.frames).toEqual([page_to_pfn(page)]);
    expect(page_count(page)).toBe(1);
    expect(bench.free).toBe(15);
    expect(bench.k.events).toMatchObject({ PGMIGRATE_SUCCESS: 0, PGMIGRATE_FAIL: 1 });
    bench.run("unmap", { object: 0 });
    expect(bench.migrate(page)).toBe(0);
    expect(bench.seen).toMatchObject({ intact: true });
  });

  it("takes a page back that found no target, and lends and fills it again", () => {
    const bench = pool(1);
    const { page } = bench;
    bench.exhaust();
    expect(bench.migrate(page)).toBe(-ENOMEM);
    expect(page_count(page)).toBe(1);
    expect(bench.migrate(page)).toBe(-ENOMEM);
    bench.run("alloc", { value: 7 });
    expect(bench.seen).toEqual({ objects: 2, pages: 1, intact: true });
    expect(bench.frames).toEqual([page_to_pfn(page)]);
  });

  it("releases a page that it takes back without objects", () => {
    const bench = pool(1);
    const { page } = bench;
    bench.exhaust();
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), user: bench.steps("free", { object: 0 }) });
    stage.until("migrator", "migrate:get-new");
    expect(stage.finish("user")).toBe(true);
    expect(stage.finish("migrator")).toBe(true);
    expect(bench.seen).toEqual({ objects: 0, pages: 0, intact: true });
    bench.run("work");
    expect(bench.free).toBe(1);
    expect(bench.log).toEqual([]);
  });

  it("tries again while somebody holds the header's lock", () => {
    const bench = pool(2);
    const { page } = bench;
    const stage = new Stage(bench.k, { migrator: bench.migrating(page), user: bench.steps("free", { object: 1 }) });
    stage.until("migrator", "z3fold:copy");
    stage.until("user", "z3fold:freed");
    stage.until("migrator", "z3fold:copy", 3);
    stage.finish("user");
    expect(stage.finish("migrator")).toBe(true);
    expect(page_count(page)).toBe(0);
    expect(bench.seen).toEqual({ objects: 1, pages: 1, intact: true });
  });

  it("frees a page that lost its last object while it was isolated", () => {
    const bench = pool(1);
    const stage = new Stage(bench.k, {
      migrator: bench.migrating(bench.page),
      user: bench.steps("free", { object: 0 }),
      worker: bench.steps("work"),
    });
    stage.until("migrator", "migrate:lock-src");
    expect(stage.finish("user")).toBe(true);
    expect(stage.finish("migrator")).toBe(true);
    expect(stage.finish("worker")).toBe(true);
    expect(bench.seen).toEqual({ objects: 0, pages: 0, intact: true });
    expect(bench.free).toBe(16);
    expect(bench.log).toEqual([]);
  });

  it("keeps who maps an object away from a page that moves, from v5.19 on", () => {
    const bench = pool(1);
    const stage = new Stage(bench.k, {
      migrator: bench.migrating(bench.page),
      user: bench.steps("read", { object: 0 }),
    });
    stage.until("migrator", "z3fold:publish");
    if (!factsOn(kernel).locksMaps) {
      stage.until("user", "z3fold:mapped");
      stage.finish("migrator");
      expect(() => stage.finish("user")).toThrow("was freed");
    } else {
      expect(stage.finish("user")).toBe(false);
      stage.finish("migrator");
      expect(stage.finish("user")).toBe(true);
      expect(bench.seen).toMatchObject({ intact: true });
    }
  });
});

describe.each(kernelsWith("secretmem"))("secretmem on $name", (kernel) => {
  it("is never isolated, and loses no reference by it", () => {
    const bench = new Bench(kernel, "secretmem");
    bench.run("fault");
    bench.run("fault");
    const before = bench.frames;
    const { k, page } = bench;
    expect(k.era.movable(page)).toBe(false);
    expect(runAlone(k, "isolate", k.era.isolate(page, 0))).toBe(false);
    expect(page_count(page)).toBe(1);
    bench.compact();
    expect(bench.frames).toEqual(before);
    bench.run("free");
    expect(bench.seen).toEqual({ pages: 0 });
    expect(bench.free).toBe(16);
    expect(bench.log).toEqual([]);
  });
});

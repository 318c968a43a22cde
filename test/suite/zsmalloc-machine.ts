/** A machine with one zsmalloc pool, for the specs of zsmalloc: one operation at a time, or actors stopped where it matters. */
import { expect } from "vitest";
import { type Era, MIGRATE_SYNC, type MigrateMode, type Targets } from "../../models/era.ts";
import { type BootOptions, Kernel } from "../../models/machine/kernel.ts";
import { embed, struct, type View } from "../../models/machine/layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add_tail } from "../../models/machine/list.ts";
import { type Page, page_to_pfn, pages_that, pfn_to_page } from "../../models/machine/page.ts";
import { alloc_page, PageBuddy } from "../../models/machine/page_alloc.ts";
import { Actor, runAlone, Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { Handle, obj_to_location } from "../../models/machine/zs_obj.ts";
import type { StepName } from "../../models/steps.ts";
import { type KernelCase, kernelsWith } from "./bench.ts";

export const SUBJECTS = kernelsWith("zsmalloc");
export const REFERENCES = SUBJECTS.filter(({ era, release }) => release === era.releases[0]);

class IsolatedPages extends struct("isolated pages", { list: embed(ListHead) }) {}

export class ZsMachine {
  readonly k: Kernel;
  readonly era: Era;
  readonly device: View;
  readonly isolated: ListHead;
  private readonly free: number;
  private readonly scheduler: Scheduler;

  constructor({ era, release }: KernelCase, options: BootOptions = {}) {
    this.era = era;
    this.k = new Kernel(era, release, { ...options, machine: { contents: true, ...options.machine } });
    this.free = this.freePages();
    this.scheduler = new Scheduler(this.k, []);
    this.device = this.driver.probe(this.k, "zs0", {});
    this.isolated = this.k.heap.alloc(IsolatedPages, "isolated pages").list;
    INIT_LIST_HEAD(this.isolated);
  }
  private get driver() {
    const { zsmalloc } = this.era.drivers;
    if (!zsmalloc) throw new Error(`${this.era.id} has no zsmalloc`);
    return zsmalloc;
  }
  /** The steps of an operation of the pool. */
  op(name: string, args: Record<string, unknown> = {}): Steps<unknown> {
    const operation = this.driver.operations[name]?.run;
    if (!operation) throw new Error(`no operation ${name}`);
    return operation(this.k, this.device, args);
  }
  run(name: string, args: Record<string, unknown> = {}): unknown {
    return runAlone(this.k, name, this.op(name, args));
  }
  observe() {
    return this.driver.observe(this.k, this.device);
  }
  owned(): Page[] {
    return pages_that(this.k, (page) => this.driver.owns(this.k, this.device, page));
  }
  frames(): number[] {
    return this.owned().map(page_to_pfn);
  }
  page(pfn: number): Page {
    return pfn_to_page(this.k, pfn);
  }
  /** Where the handles lead, in the order of allocation. */
  handles(): number[] {
    return this.k.heap
      .live()
      .filter(({ name }) => name === "zs_handle")
      .map(({ addr }) => page_to_pfn(obj_to_location(this.k, new Handle(this.k.memory, addr).obj).page));
  }
  freePages(): number {
    let free = 0;
    for (let pfn = 0; pfn < this.k.machine.pages; pfn++) {
      const page = pfn_to_page(this.k, pfn);
      if (PageBuddy(page)) free += 1 << page.private;
    }
    return free;
  }

  /** Steps that isolate a page for `migrate` or `putback`. */
  *isolate(page: Page): Steps<boolean> {
    const isolated = yield* this.era.isolate(this.k, page, 0);
    if (isolated) list_add_tail(page.lru, this.isolated);
    return isolated;
  }
  *migrate(mode: MigrateMode = MIGRATE_SYNC, targets: Targets = ANYWHERE): Steps<number> {
    return yield* this.era.migrate_pages(this.k, this.isolated, targets, mode, "MR_MEMORY_HOTPLUG");
  }
  *putback(): Steps {
    yield* this.era.putback_movable_pages(this.k, this.isolated);
  }
  *compact(): Steps {
    for (const zone of this.k.zones) yield* this.era.compact_zone(this.k, zone, MIGRATE_SYNC);
  }
  alone<R>(steps: Steps<R>): R {
    return runAlone(this.k, "core", steps);
  }

  actor(name: string, steps: Steps<unknown>): Actor {
    function* body(): Steps {
      yield* steps;
    }
    const actor = new Actor(name, this.k.task(name), body());
    this.scheduler.run(actor);
    return actor;
  }
  /** Runs the actor up to the n-th time that `step` is what it does next. */
  until(actor: Actor, step: StepName, times = 1): void {
    let seen = actor.step === step ? 1 : 0;
    while (seen < times) {
      if (!actor.ready) throw new Error(`${actor.name} is stuck in ${actor.step}`);
      this.scheduler.run(actor);
      if (actor.step === step) seen++;
    }
  }
  /** Runs the actor until it waits for another one, or is done. */
  go(actor: Actor): void {
    while (actor.ready) this.scheduler.run(actor);
  }
  /** What a traced function returned, each time that it was called from now on. */
  results(name: string): unknown[] {
    const results: unknown[] = [];
    this.k.tracer = { enter() {}, leave: (left, result) => left === name && results.push(result) };
    return results;
  }

  /** Traced functions as they are called from now on, each with what it calls: "a{b; c}". */
  calls(names: RegExp): () => string {
    const tree: string[] = [];
    this.k.tracer = {
      enter: (name) => names.test(name) && tree.push(`${name}{`),
      leave: (name) => names.test(name) && tree.push("}"),
    };
    return () => {
      this.k.tracer = null;
      return tree
        .join(" ")
        .replaceAll("{ }", "")
        .replaceAll(" }", "}")
        .replaceAll("{ ", "{")
        .replaceAll(/ (?=\w)/g, "; ");
    };
  }

  /** Everything is given back, and nobody had anything to complain about. */
  expectClean(): void {
    expect(this.k.log).toEqual([]);
    expect(this.freePages()).toBe(this.free);
    expect(this.k.zones.map((zone) => zone.NR_ZSPAGES)).toEqual(this.k.zones.map(() => 0));
    expect(this.k.node.NR_ISOLATED_FILE).toBe(0);
    expect(this.k.heap.live().filter(({ name }) => /zspage of|zs_handle| pool$|inode$/.test(name))).toEqual([]);
  }
}

const ANYWHERE: Targets = {
  *get(k) {
    return alloc_page(k, "GFP_HIGHUSER_MOVABLE");
  },
};

// Random runs: what actors may be told to do, so that nothing that goes wrong is the test's own fault. An actor that is told
// to give up what it does not have does nothing.

import { fc } from "@fast-check/vitest";
import type { Args, Era, Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import type { MachineConfig } from "../../models/machine/config.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import { View } from "../../models/machine/layout.ts";
import { lock_page } from "../../models/machine/lock.ts";
import { lru_add_user_page, lru_del_user_page, UserMapping } from "../../models/machine/lru.ts";
import { get_page, type Page, page_to_pfn, pageAt, pfn_to_page } from "../../models/machine/page.ts";
import { put_page } from "../../models/machine/page_alloc.ts";
import { Actor, Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { createWorkspace, OPERATIONS, type Workspace } from "../../models/operations.ts";
import { must } from "../../src/engine/must.ts";
import { Checker } from "../../src/engine/run/check.ts";
import { observe } from "../../src/engine/run/observe.ts";
import type { Prepared } from "../../src/engine/run/prepare.ts";

export type Command = readonly [name: string, ...args: (string | number)[]];
export interface Plan {
  /** The device that "inflate" and its like are for. */
  driver: string;
  machine: Partial<MachineConfig>;
  scripts: Command[][];
  /** Who runs next, as a number modulo those who can; when they are used up, in order. */
  choices: number[];
}

const PAGES = 16;
/** Low frames are taken first, so there is more to find in them. */
const frame = fc.oneof(fc.nat(3), fc.nat(PAGES - 1));
const mode = fc.constantFrom("MIGRATE_ASYNC", "MIGRATE_SYNC_LIGHT", "MIGRATE_SYNC");
const block = fc.constantFrom(0, 4, 8, 12);
const few = fc.integer({ min: 1, max: 3 });
const command = (name: string, ...args: fc.Arbitrary<string | number>[]): fc.Arbitrary<Command> =>
  fc.tuple(fc.constant(name), ...args) as unknown as fc.Arbitrary<Command>;

const CORE = [
  command("isolate", frame),
  command("putback"),
  command("migrate", mode),
  command("compact", mode),
  command("alloc", few),
  command("put"),
  command("map", few),
  command("unmap"),
  command("touch"),
  command("contig", block, fc.constant(4)),
];
/** What eras do in different ways that show: see ../expectations/. */
const APART = [command("get", frame), command("drop"), command("contig", block, few)];
/** virtio-mem is left out where others run at the same time: its model has no lock against that. */
const OFFLINE = command("offline", fc.nat(1));
const BALLOON = [command("inflate", few), command("inflate", few), command("deflate", few)];
const DEVICE: Readonly<Record<string, fc.Arbitrary<Command>[]>> = {
  "virtio-balloon": BALLOON,
  "vmw-balloon": BALLOON,
  cmm: BALLOON,
  zsmalloc: [
    command("malloc", fc.integer({ min: 1, max: 8 })),
    command("malloc", fc.integer({ min: 1, max: 8 })),
    command("free", fc.nat(8)),
    command("read", fc.nat(8)),
    command("free_worker"),
  ],
  z3fold: [
    command("store", fc.nat(99)),
    command("store", fc.nat(99)),
    command("fetch", fc.nat(8)),
    command("discard", fc.nat(8)),
    command("hold", fc.nat(8)),
    command("work"),
  ],
  "virtio-mem": [command("unplug", block, fc.constant(4)), command("plug", few)],
  secretmem: [command("fault"), command("truncate")],
};
export function plans(actors: number, steps: number): fc.Arbitrary<Plan> {
  return fc.constantFrom(...Object.keys(DEVICE)).chain((driver) => {
    const device = must(DEVICE[driver], "such device");
    const apart = driver === "virtio-mem" && actors > 1 ? APART : [...APART, OFFLINE];
    const each = fc.oneof(
      { weight: 8, arbitrary: fc.oneof(...device) },
      { weight: 12, arbitrary: fc.oneof(...CORE) },
      { weight: actors === 1 ? 1 : 4, arbitrary: fc.oneof(...apart) },
      // Takes a frame out of use for good, so that there are few of them in a run.
      { weight: 1, arbitrary: command("soft-offline", frame) },
    );
    const script = fc.array(each, { minLength: 1, maxLength: Math.ceil(steps / actors) });
    return fc.record({
      driver: fc.constant(driver),
      machine: fc.constantFrom<Partial<MachineConfig>>(
        {},
        {
          zones: [
            { name: "Normal", pages: 8 },
            { name: "Movable", pages: 8 },
          ],
        },
      ),
      scripts: fc
        .array(script, { minLength: actors, maxLength: actors })
        .map((scripts) => (driver === "cmm" ? scripts.map(oneThread) : scripts)),
      choices: fc.array(fc.nat(7), { maxLength: actors === 1 ? 0 : 200 }),
    });
  });
}

/** cmm has one thread and no lock against a second one: two that take the last page see it missing (BUG_ON). */
function oneThread(script: Command[], index: number): Command[] {
  return index === 0 ? script : script.filter(([name]) => !name.endsWith("flate"));
}

/** What an actor has and may give up. */
interface Belongings {
  allocated: Page[];
  got: Page[];
  mapped: UserMapping[];
  objects: string[];
  stored: number[];
}

export class RandomRun {
  readonly prepared: Prepared;
  readonly checker: Checker;
  private readonly choices: number[];
  steps = 0;

  constructor(
    era: Era,
    { driver, machine, scripts, choices }: Plan,
    without: readonly GuardName[] = [],
    release: Release = era.releases[0],
  ) {
    const k = new Kernel(era, release, {
      machine: { ...machine, contents: true, heap: 64 * 1024 },
      without,
    });
    const known = era.drivers[driver];
    if (!known) throw new TypeError(`${era.id} has no ${driver}`);
    k.devices.set("device", { driver: known, device: known.probe(k, "device", { objects: 64 }) });
    const pages = new Map(Array.from({ length: PAGES }, (_, pfn) => [`frame ${pfn}`, pfn_to_page(k, pfn)]));
    const results: Record<string, unknown[]> = {};
    const actors = scripts.map((script, index) => {
      const name = `actor ${index}`;
      const told: unknown[] = [];
      results[name] = told;
      const space = createWorkspace(k, name, pages);
      return new Actor(name, k.task(name), perform(k, space, script, told));
    });
    this.choices = [...choices];
    this.prepared = { k, pages, results, scheduler: new Scheduler(k, actors) };
    this.checker = new Checker(this.prepared);
  }

  /** Throws what goes wrong. */
  run(): void {
    const { scheduler } = this.prepared;
    for (; !scheduler.finished; this.steps++) {
      if (this.steps > 20_000) throw new Error("it never ends");
      const ready = scheduler.actors.filter((actor) => actor.ready);
      const actor = ready[(this.choices.shift() ?? 0) % ready.length];
      if (!actor) throw new Error(`deadlock: ${scheduler.actors.map(({ name, step }) => `${name} in ${step}`)}`);
      const { step } = actor;
      scheduler.run(actor);
      const broken = this.checker.afterStep(actor);
      if (broken) throw new Error(`${broken.kind} after ${actor.name}'s ${step}: ${broken.message}`);
    }
    const broken = this.checker.atEnd();
    if (broken) throw new Error(`${broken.kind}: ${broken.message}`);
  }

  outcome() {
    return observe(this.prepared);
  }
}

function* perform(k: Kernel, space: Workspace, script: readonly Command[], told: unknown[]): Steps {
  const own: Belongings = { allocated: [], got: [], mapped: [], objects: [], stored: [] };
  for (const each of script) {
    const result = yield* one(k, space, own, each);
    told.push(Array.isArray(result) ? result.length : result instanceof View ? true : (result ?? null));
  }
}

function* one(k: Kernel, space: Workspace, own: Belongings, [name, first, second]: Command): Steps<unknown> {
  const of = (operation: string, args: Args) =>
    must(OPERATIONS[operation], `operation ${operation}`).run(k, space, args);
  const core = (args: Args) => of(name, args);
  switch (name) {
    case "isolate":
    case "soft-offline":
      return yield* core({ page: first });
    case "migrate":
    case "compact":
      return yield* core({ mode: first });
    case "putback":
      return yield* core({});
    case "offline":
      return yield* core({ block: first });
    case "contig": {
      const start = Number(first);
      const rc = yield* core({ start, end: start + Number(second) });
      if (rc === 0) for (let pfn = start; pfn < start + Number(second); pfn++) own.allocated.push(pfn_to_page(k, pfn));
      return rc;
    }
    case "alloc": {
      const pages = (yield* core({ pages: first })) as Page[];
      own.allocated.push(...pages);
      return pages;
    }
    case "put": {
      const page = own.allocated.pop();
      if (page) yield* of("put", { page: page_to_pfn(page) });
      return undefined;
    }
    case "get": {
      const page = pfn_to_page(k, Number(first));
      const got = yield* core({ page: first });
      if (got) own.got.push(page);
      return got;
    }
    case "drop": {
      const page = own.got.pop();
      if (page) yield* of("put", { page: page_to_pfn(page) });
      return undefined;
    }
    case "map": {
      const pages = (yield* of("alloc", { pages: first, gfp: "GFP_HIGHUSER_MOVABLE" })) as Page[];
      for (const page of pages) {
        const mapping = k.heap.alloc(UserMapping, "user mapping");
        yield "user:map";
        lru_add_user_page(page, mapping);
        own.mapped.push(mapping);
      }
      return pages;
    }
    case "unmap": {
      const mapping = own.mapped.pop();
      if (!mapping) return undefined;
      yield "user:unmap";
      lru_del_user_page(mapping);
      return undefined;
    }
    case "touch":
      return yield* touch(k, own.mapped.at(-1));
    case "free":
    case "read": {
      const object = own.objects[Number(first) % own.objects.length];
      return object === undefined ? undefined : yield* operation(k, name, { object });
    }
    case "store": {
      const object = (yield* operation(k, "alloc", { value: first })) as number;
      if (object >= 0) own.stored.push(object);
      return object >= 0;
    }
    case "fetch":
    case "hold":
    case "discard": {
      const index = Number(first) % own.stored.length;
      const object = own.stored[index];
      if (object === undefined) return undefined;
      if (name === "fetch") return yield* operation(k, "read", { object });
      if (name === "discard") {
        own.stored.splice(index, 1);
        return yield* operation(k, "free", { object });
      }
      yield* operation(k, "map", { object });
      return yield* operation(k, "unmap", { object });
    }
    case "truncate":
      return yield* operation(k, "free", {});
    case "malloc": {
      const as = `${k.current.name} object ${own.objects.length}`;
      own.objects.push(as);
      return (yield* operation(k, "malloc", { size: first, as })) !== null;
    }
    case "unplug":
      return yield* operation(k, name, { start: first, pages: second });
    default:
      return yield* operation(k, name, { pages: first });
  }
}

/** A user holds and locks a page of its own for a moment. */
function* touch(k: Kernel, mapping: UserMapping | undefined): Steps {
  if (!mapping) return;
  yield "user:get";
  const page = pageAt(k.memory, mapping.page);
  get_page(page);
  yield "user:lock";
  yield* lock_page(page);
  yield "user:unlock";
  k.era.unlock_page(page);
  yield "user:put";
  put_page(page);
}

function* operation(k: Kernel, name: string, args: Args): Steps<unknown> {
  const { driver, device } = must(k.devices.get("device"), "device");
  const run = driver.operations[name]?.run;
  if (!run) throw new TypeError(`the device has no operation ${name}`);
  return yield* run(device, args);
}

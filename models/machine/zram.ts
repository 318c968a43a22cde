/**
 * A user of zsmalloc, for scenarios: drivers/block/zram/zram_drv.c, cut to its table of objects. A slot is locked while its
 * object is in use, so that nobody reads an object while it is freed; zsmalloc leaves that to its users.
 *
 * Each object holds a pattern made from one number, so that a look at the contents tells whether a move kept them.
 */
import type { Args, Driver } from "../era.ts";
import { BadOperation } from "./bad_operation.ts";
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";
import { embed, int, pointerTo, struct, type View, word } from "./layout.ts";
import { Lock, spin_lock, spin_unlock } from "./lock.ts";
import type { Addr } from "./memory.ts";
import { outside } from "./monitor.ts";
import { type Page, pages_that } from "./page.ts";
import type { Steps } from "./step.ts";
import { ZS_MAX_ALLOC_SIZE } from "./zs_class.ts";
import type { Handle } from "./zs_obj.ts";
import {
  chain_is_sound,
  contents_of,
  is_of_pool,
  type LookAtZspage,
  pages_of_object,
  zspages_of_pool,
} from "./zs_observe.ts";

/** `mem_pool` is 0 once the pool is destroyed. */
export class Zram extends struct("struct zram", {
  mem_pool: pointerTo<View>(),
  table: pointerTo<Slot>(),
  slots: word,
  used: word,
}) {}
/** `handle` 0: no object. `name`: what the scenario calls it, as a hash; the table must be of words alone. */
class Slot extends struct("struct zram_table_entry", {
  lock: embed(Lock),
  handle: pointerTo<Handle>(),
  size: word,
  value: int,
  name: int,
}) {}
const SLOTS = 32;

/** zsmalloc of an era, as its users see it. Objects are of words; address 0 is no handle. */
export interface Zsmalloc {
  /** Loading and unloading the module. */
  zs_init(k: Kernel, rival?: boolean): number;
  zs_exit(k: Kernel): void;
  zs_create_pool(k: Kernel, name: string): View;
  zs_destroy_pool(k: Kernel, pool: Addr): Steps;
  zs_malloc(k: Kernel, pool: Addr, size: number): Steps<Addr>;
  zs_free(k: Kernel, pool: Addr, handle: Addr): Steps;
  /** Reads as many words as there is room for. */
  zs_read(k: Kernel, pool: Addr, handle: Addr, contents: number[]): Steps;
  zs_write(k: Kernel, pool: Addr, handle: Addr, contents: number[]): Steps;
  /** What the thread does that frees zspages. False: there was nothing to do. */
  free_worker(k: Kernel, pool: Addr): Steps<boolean>;
  look: LookAtZspage;
}

export function zram_probe(k: Kernel, name: string, options: Args, zs: Zsmalloc): Zram {
  if (k.config.ZSMALLOC === "n") throw new BadOperation("this kernel has no zsmalloc: CONFIG_ZSMALLOC is n");
  if (!k.machine.contents) throw new BadOperation("zsmalloc needs a machine that keeps contents: contents: true");
  const zram = k.heap.alloc(Zram, name);
  zram.slots = Number(options.objects ?? SLOTS);
  zram.table = k.heap.alloc(Slot, `table of ${name}`, zram.slots).addr;
  zram.mem_pool = zs.zs_create_pool(k, `${name} pool`).addr;
  return zram;
}

const OBJECT = "the name of the first page that malloc returned, or the object's number, from 0";
const AS = "names for the pages; the first one names the object too";
export const ZRAM_OPTIONS = { objects: `slots of its table (${SLOTS} if missing)` };

export function zram_operations(zs: Zsmalloc): Driver<Zram>["operations"] {
  return {
    malloc: {
      text: "Allocates an object and writes it. Returns the pages of its zspage, or nothing without memory.",
      args: {
        size: `words of payload, 1 to ${ZS_MAX_ALLOC_SIZE}`,
        value: "a number that its contents are made of",
        as: AS,
      },
      *run(zram, args) {
        const { k } = zram.memory;
        const size = Number(args.size ?? 1);
        if (!(Number.isInteger(size) && size >= 1 && size <= ZS_MAX_ALLOC_SIZE)) {
          throw new BadOperation(`an object has 1 to ${ZS_MAX_ALLOC_SIZE} words, not ${String(args.size)}`);
        }
        yield "zram:store";
        const slot = outside(zram, () => new_slot(zram, args.as));
        slot.size = size;
        slot.value = Number(args.value ?? zram.used);
        yield* spin_lock(slot.lock);
        const handle = yield* zs.zs_malloc(k, zram.mem_pool, size);
        if (handle !== 0) yield* zs.zs_write(k, zram.mem_pool, handle, pattern(slot.value, size));
        slot.handle = handle;
        spin_unlock(slot.lock);
        return handle === 0 ? null : outside(k, () => pages_of_object(k, zram.mem_pool, handle, zs.look));
      },
    },
    free: {
      text: "Frees an object. Returns whether it was there.",
      args: { object: OBJECT },
      *run(zram, args) {
        const { k } = zram.memory;
        yield "zram:free";
        const slot = outside(zram, () => find_slot(zram, args.object));
        yield* spin_lock(slot.lock);
        const { handle } = slot;
        slot.handle = 0;
        if (handle !== 0) yield* zs.zs_free(k, zram.mem_pool, handle);
        spin_unlock(slot.lock);
        return handle !== 0;
      },
    },
    read: {
      text: "Reads an object. Returns its words.",
      args: { object: OBJECT },
      *run(zram, args) {
        const { k } = zram.memory;
        yield "zram:load";
        const slot = outside(zram, () => find_slot(zram, args.object));
        yield* spin_lock(slot.lock);
        const { handle, size } = slot;
        const contents: number[] = Array(size).fill(0);
        if (handle !== 0) yield* zs.zs_read(k, zram.mem_pool, handle, contents);
        spin_unlock(slot.lock);
        return handle === 0 ? null : contents;
      },
    },
    destroy: {
      text: "Destroys the pool: its user is done with it.",
      args: {},
      *run(zram) {
        const { k } = zram.memory;
        yield "zs:destroy";
        const { mem_pool } = zram;
        zram.mem_pool = 0;
        yield* zs.zs_destroy_pool(k, mem_pool);
      },
    },
    free_worker: {
      text: "The kernel thread that frees empty zspages does what waits for it. Returns whether there was anything.",
      args: {},
      *run(zram) {
        const { k } = zram.memory;
        yield "work:run";
        const { mem_pool } = zram;
        return mem_pool !== 0 && (yield* zs.free_worker(k, mem_pool));
      },
    },
    load: {
      text: "Loads the zsmalloc module. Returns 0, or an error number where its callbacks cannot be registered.",
      args: { rival: "true: a module that is not zsmalloc, with callbacks of its own for the same pages" },
      *run(device, args) {
        const { k } = device.memory;
        yield "zs:load";
        return zs.zs_init(k, args.rival === true);
      },
    },
    unload: {
      text: "Unloads the zsmalloc module.",
      args: {},
      *run(device) {
        const { k } = device.memory;
        yield "zs:unload";
        zs.zs_exit(k);
      },
    },
  };
}

export function zram_owns(device: Zram, page: Page): boolean {
  const { mem_pool } = device;
  return mem_pool !== 0 && is_of_pool(mem_pool, page);
}

/** `intact`: every object has its contents, every handle leads to its object, and every page of a chain to its zspage. */
export function zram_observe(device: View, look: LookAtZspage): Record<string, unknown> {
  const { k } = device.memory;
  const zram = device as Zram;
  const { mem_pool } = zram;
  const objects = [...slots(zram)].filter((slot) => slot.handle !== 0);
  const zspages = mem_pool === 0 ? [] : zspages_of_pool(k, mem_pool);
  const kept = ({ handle, size, value }: Slot) =>
    `${contents_of(k, mem_pool, handle, look)?.slice(0, size)}` === `${pattern(value, size)}`;
  return {
    objects: objects.length,
    zspages: zspages.length,
    pages: pages_that(k, (page) => zram_owns(zram, page)).length,
    intact: zspages.every((zspage) => chain_is_sound(zspage, look(k, mem_pool, zspage))) && objects.every(kept),
  };
}

function pattern(value: number, size: number): number[] {
  return Array.from({ length: size }, (_, index) => (Math.imul(value, 256) + index) | 0);
}

function* slots(zram: Zram): Generator<Slot> {
  const { table, used } = zram;
  for (let index = 0; index < used; index++) yield new Slot(zram.memory, table + index * Slot.layout.size);
}

function new_slot(zram: Zram, as: unknown): Slot {
  const index = zram.used;
  if (index === zram.slots) throw new Fault("out-of-memory", `the table has ${index} slots (raise objects)`);
  zram.used = index + 1;
  const slot = new Slot(zram.memory, zram.table + index * Slot.layout.size);
  const name = Array.isArray(as) ? as[0] : as;
  slot.name = name === undefined ? 0 : hash(String(name));
  return slot;
}

/** By name, the latest of that name, or by number, in the order of allocation. */
function find_slot(zram: Zram, object: unknown): Slot {
  const all = [...slots(zram)];
  const slot = typeof object === "number" ? all[object] : all.findLast((each) => each.name === hash(String(object)));
  if (!slot) throw new Fault("BUG", `the scenario has no object ${JSON.stringify(object)} at this point`);
  return slot;
}

/** FNV-1a. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (const char of name) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return value | 0;
}

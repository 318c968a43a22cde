/** What the checks must know of a device, found in the layout of its own object: locks, lists, and the balloon in it. */
import type { Kernel } from "../machine/kernel.ts";
import type { Layout, View } from "../machine/layout.ts";
import type { Addr } from "../machine/memory.ts";

interface Place {
  offset: number;
  name: string;
  of: string;
}
interface Shape {
  size: number;
  locks: Place[];
  lists: Place[];
  balloon: Place | undefined;
  /** How many pages the driver believes to be in the balloon. */
  count: Place | undefined;
  deflate_on_oom: Place | undefined;
  /** Where a user of a pool keeps it. */
  pool: Place | undefined;
}

export interface DeviceState {
  name: string;
  kernelFile: string;
  addr: Addr;
  shape: Shape;
  /** Null for what is no balloon, and for a balloon without migration support that was never set up. */
  balloon: { addr: Addr; pages: Addr; isolated_pages: number } | null;
  /** Pages in the balloon, as its driver counts them. */
  count: number;
  /** Do pages that the device takes out of use leave the zone's managed ones? */
  managed: boolean;
  /** No lock of the device is held. */
  idle: boolean;
}

const LOCKS = new Set(["lock", "struct rw_semaphore", "rwlock_t"]);
const BALLOON = "struct balloon_dev_info";
const COUNTS = ["num_pages", "size", "loaned_pages"];

/** The others leave the zones' counters alone. */
const MANAGED = /(virtio_balloon|cmm|virtio_mem)\.c$/;

const shapes = new WeakMap<Layout, Shape>();

export function deviceStates(k: Kernel): DeviceState[] {
  const states: DeviceState[] = [];
  for (const [name, { driver, device }] of k.devices) {
    const { addr } = device;
    if (!k.memory.isLive(addr)) continue;
    const shape = shapeOf(layoutOf(device));
    const word = (place: Place | undefined) => (place === undefined ? 0 : k.memory.peek(addr + place.offset));
    states.push({
      name,
      kernelFile: driver.kernelFile,
      addr,
      shape,
      balloon: balloonOf(k, addr, shape),
      count: word(shape.count),
      managed: MANAGED.test(driver.kernelFile) && word(shape.deflate_on_oom) === 0,
      idle: shape.locks.every((lock) => word(lock) === 0),
    });
  }
  return states;
}

export function layoutOf(device: View): Layout {
  return (device.constructor as unknown as { layout: Layout }).layout;
}

/** Are they the same devices, with the same balloons? */
export function sameDevices(before: readonly DeviceState[], after: readonly DeviceState[]): boolean {
  const same = ({ addr, balloon }: DeviceState, other: DeviceState | undefined) =>
    addr === other?.addr && balloon?.addr === other.balloon?.addr;
  return before.length === after.length && before.every((device, index) => same(device, after[index]));
}

function balloonOf(k: Kernel, device: Addr, { balloon, lists }: Shape): DeviceState["balloon"] {
  if (balloon === undefined) return null;
  const addr = device + balloon.offset;
  const pages = lists.find(({ name }) => name.endsWith("pages")) as Place;
  if (k.memory.peek(device + pages.offset) === 0) return null;
  return { addr, pages: device + pages.offset, isolated_pages: k.memory.peek(addr) };
}

function shapeOf(layout: Layout): Shape {
  let shape = shapes.get(layout);
  if (shape === undefined) {
    const all = places(layout);
    shape = {
      size: layout.size,
      locks: all.filter(({ of }) => LOCKS.has(of)),
      lists: all.filter(({ of }) => of === "struct list_head"),
      balloon: all.find(({ of }) => of === BALLOON),
      count: all.find(({ name }) => COUNTS.includes(name)),
      deflate_on_oom: all.find(({ name }) => name === "deflate_on_oom"),
      pool: all.find(({ name }) => name === "mem_pool"),
    };
    shapes.set(layout, shape);
  }
  return shape;
}

/** All fields, those of embedded structs too. */
function places(layout: Layout, base = 0, path = ""): Place[] {
  return layout.fields.flatMap(({ name, offset, of }) => {
    const place = { name: path + name, offset: base + offset, of: of?.layout.name ?? "" };
    return of ? [place, ...places(of.layout, base + offset, `${path}${name}.`)] : [place];
  });
}

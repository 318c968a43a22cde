/** Addresses and values in words that a reader knows: which object, which field, and what the bits mean. */
import { FRAME_BYTES } from "../../../models/machine/config.ts";
import type { HeapObject } from "../../../models/machine/heap.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { type Layout, offsetOf, type PlacedField } from "../../../models/machine/layout.ts";
import { type Addr, LIST_POISON1, LIST_POISON2, NULL_END, POISON_FREE, TEXT } from "../../../models/machine/memory.ts";
import { Page } from "../../../models/machine/page.ts";
import { FreeArea } from "../../../models/machine/page_alloc.ts";
import { formatFlags, type Load } from "./flags.ts";
import type { TraceWrite } from "./trace.ts";

export interface Place {
  /** "page 3", "balloon", "task kcompactd". */
  object: string;
  /** "flags", "vb_dev_info.pages.next". */
  field: string;
}

const PAGE_BYTES = Page.layout.size;
const PAGE_TYPE = offsetOf(Page, "page_type");
const PRIVATE = offsetOf(Page, "private");
const MAPPING = offsetOf(Page, "mapping");
const FLAGS = offsetOf(Page, "flags");

export function placeOf(k: Kernel, addr: Addr): Place {
  const { memory } = k;
  if (addr >= memory.frames) {
    const frame = Math.floor((addr - memory.frames) / FRAME_BYTES);
    return { object: `frame ${frame}`, field: `word ${((addr - memory.frames) % FRAME_BYTES) / 4}` };
  }
  if (addr >= memory.mem_map) {
    const pfn = Math.floor((addr - memory.mem_map) / PAGE_BYTES);
    return { object: `page ${pfn}`, field: fieldAt(Page.layout, addr - memory.mem_map - pfn * PAGE_BYTES).path };
  }
  const object = k.heap.find(addr);
  if (!object) return { object: hex(addr), field: "" };
  const { size } = object.layout;
  const index = Math.floor((addr - object.addr) / size);
  const { path } = fieldAt(object.layout, (addr - object.addr) % size);
  return { object: object.count > 1 ? elementName(object, index) : object.name, field: path };
}

function elementName({ name, layout }: HeapObject, index: number): string {
  if (layout !== FreeArea.layout) return `${name}[${index}]`;
  // Two of each order: the second holds what was isolated for offlining.
  return `${name} order ${index >> 1}${index % 2 === 0 ? "" : " isolated"}`;
}

/**
 * The value as a reader of the kernel would write it: flags by name, pointers by what they point to, tags apart. `load`: the
 * memory as it was when the word had the value.
 */
export function formatWord(k: Kernel, addr: Addr, value: number, load: Load = (at) => k.memory.peek(at)): string {
  const field = kindAt(k, addr);
  if (value === POISON_FREE) return "freed";
  const page = pageOfFlags(k, addr);
  if (page !== undefined) return formatFlags(k, page, value, load);
  if (field?.name === "page_type" || field?.name === "_mapcount") return formatType(k, value);
  if (field?.name === "mapping") return formatTagged(k, value);
  if (field?.name === "private" && isBuddy(k, addr, load)) return `order ${value}`;
  if (field?.kind === "pointer") return formatPointer(k, value);
  return String(value);
}

/** Words that have the same value and read otherwise now: the order of a block that is free no more, a flag on a page of another type. */
export function otherReadings(k: Kernel, old: ReadonlyMap<Addr, number>): TraceWrite[] {
  const load = (addr: Addr) => old.get(addr) ?? k.memory.peek(addr);
  const pages = new Set<Addr>();
  for (const addr of old.keys()) {
    const offset = addr >= k.memory.mem_map && addr < k.memory.frames ? (addr - k.memory.mem_map) % PAGE_BYTES : -1;
    if (offset === PAGE_TYPE || offset === MAPPING) pages.add(addr - offset);
  }
  return [...pages]
    .flatMap((page) => [page + FLAGS, page + PRIVATE])
    .filter((addr) => load(addr) === k.memory.peek(addr))
    .map((addr) => {
      const value = k.memory.peek(addr);
      const texts = { before: formatWord(k, addr, value, load), after: formatWord(k, addr, value) };
      return { ...placeOf(k, addr), ...texts, raw: rawWords(value, value), bookkeeping: true as const };
    })
    .filter(({ before, after }) => before !== after);
}

/** What a tool that knows no names would print. */
export function rawWords(before: number, after: number): NonNullable<TraceWrite["raw"]> {
  return { before: hex(before), after: hex(after) };
}

/** In a free block, `private` is the block's order. */
function isBuddy(k: Kernel, addr: Addr, load: (at: Addr) => number): boolean {
  const page = addr - ((addr - k.memory.mem_map) % PAGE_BYTES);
  return addr >= k.memory.mem_map && k.types.describe(load(page + PAGE_TYPE)) === "buddy";
}

/** For a word that holds the flags of a page: the page. */
export function pageOfFlags(k: Kernel, addr: Addr): Addr | undefined {
  const inMap = addr >= k.memory.mem_map && addr < k.memory.frames;
  return inMap && (addr - k.memory.mem_map) % PAGE_BYTES === FLAGS ? addr - FLAGS : undefined;
}

/** For the owner of a lock: "taken by kcompactd", "released". */
export function lockChange(k: Kernel, { field }: Place, after: number): string | undefined {
  if (!/(^|\.)owner$/.test(field)) return undefined;
  return after === 0 ? "released" : `taken by ${(k.heap.find(after)?.name ?? hex(after)).replace(/^task /, "")}`;
}

/** Words that keep the machine going and tell a reader nothing: list links, which `listOf` tells better, and stack pointers. */
export function isBookkeeping(k: Kernel, addr: Addr, { object, field }: Place): boolean {
  const link = /(^|\.)(next|prev)$/.test(field);
  const stackPointer = field === "sp" && object.startsWith("task ");
  // Where the model's heap ends stands in its first word.
  const heapEnd = addr === NULL_END;
  return (
    link ||
    stackPointer ||
    heapEnd ||
    isUpperHalf(k, addr) ||
    // under_way.ts tells it better.
    object.startsWith("stores of ") ||
    object.startsWith("copies of ") ||
    object === "host bitmap" ||
    object.startsWith("host bitmap[")
  );
}

function formatType(k: Kernel, value: number): string {
  if (value === -1) return "no type";
  const type = k.types.describe(value);
  return k.era.typeText?.(value) ?? type ?? hex(value);
}

/** `page->mapping`: the two low bits are no part of the address. */
function formatTagged(k: Kernel, value: number): string {
  const tag = value & 3;
  const target = formatPointer(k, value - tag);
  return tag === 0 ? target : `${target} | ${tag}`;
}

function formatPointer(k: Kernel, value: number): string {
  if (value === 0) return "NULL";
  if (value === LIST_POISON1) return "LIST_POISON1";
  if (value === LIST_POISON2) return "LIST_POISON2";
  return value < NULL_END ? String(value) : pointee(k, value);
}

function pointee(k: Kernel, addr: Addr): string {
  if (addr >= TEXT) return k.functionName(addr) ?? hex(addr);
  if (addr < NULL_END || addr >= k.memory.end) return hex(addr);
  const { object, field } = placeOf(k, addr);
  const whole = k.heap.find(addr)?.addr === addr || field === Page.layout.fields[0]?.name;
  return whole ? `&${object}` : `&${object}.${field.replace(/\.(next|owner)$/, "")}`;
}

/** The half of an 8-byte field in which nothing is ever kept. */
function isUpperHalf(k: Kernel, addr: Addr): boolean {
  return kindAt(k, addr) !== undefined && addr % 8 === 4 && kindAt(k, addr)?.size === 8;
}

function kindAt(k: Kernel, addr: Addr): PlacedField | undefined {
  const { memory } = k;
  if (addr >= memory.frames) return undefined;
  if (addr >= memory.mem_map) return fieldAt(Page.layout, (addr - memory.mem_map) % PAGE_BYTES).field;
  const object = k.heap.find(addr);
  return object && fieldAt(object.layout, (addr - object.addr) % object.layout.size).field;
}

function fieldAt(layout: Layout, offset: number): { path: string; field: PlacedField | undefined } {
  const field = layout.fields.find((each) => each.offset <= offset && offset < each.offset + each.size);
  if (!field) return { path: "", field: undefined };
  if (!field.of) return { path: field.name, field };
  const inner = fieldAt(field.of.layout, offset - field.offset);
  return { path: `${field.name}.${inner.path}`, field: inner.field };
}

export function hex(value: number): string {
  return `0x${(value >>> 0).toString(16)}`;
}

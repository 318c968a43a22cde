/**
 * How zsmalloc names objects: mm/zsmalloc.c, unchanged from 5.10 to 7.2. A handle is the address of a word; the word says in
 * which page the object begins and which object of its zspage it is. Whoever moves the page rewrites the word.
 */
import type { Kernel } from "./kernel.ts";
import { struct, word } from "./layout.ts";
import type { Addr } from "./memory.ts";
import { type Page, page_to_pfn, pfn_to_page } from "./page.ts";

/** Bit 0 of the head of an object says that it is allocated. Bit 0 of a handle's word was a lock bit in 5.10. */
export const OBJ_ALLOCATED_TAG = 1;
const OBJ_TAG_BITS = 1;
/** Enough for the objects of one zspage of the model. */
const OBJ_INDEX_BITS = 4;
const OBJ_INDEX_MASK = (1 << OBJ_INDEX_BITS) - 1;

/** 7.3 has the size class in the word as well, which a move does not change. There it stands below the frame, here above it: so all kernels share the rest. */
const OBJ_CLASS_SHIFT = 24;
const PFN_MASK = (1 << (OBJ_CLASS_SHIFT - OBJ_INDEX_BITS)) - 1;

export class Handle extends struct("zs_handle", { obj: word }) {}

export function cache_alloc_handle(k: Kernel): Handle {
  return k.heap.alloc(Handle, "zs_handle");
}
export function location_to_obj(page: Page, index: number, class_idx = 0): number {
  return ((class_idx << OBJ_CLASS_SHIFT) | (page_to_pfn(page) << OBJ_INDEX_BITS) | index) << OBJ_TAG_BITS;
}
export function obj_to_class_idx(obj: number): number {
  return obj >>> (OBJ_CLASS_SHIFT + OBJ_TAG_BITS);
}
export function obj_to_location(k: Kernel, obj: number): { page: Page; index: number } {
  const location = obj >>> OBJ_TAG_BITS;
  return { page: pfn_to_page(k, (location >>> OBJ_INDEX_BITS) & PFN_MASK), index: location & OBJ_INDEX_MASK };
}

/** The head of a free object leads to the next one; -1 ends the chain. */
export function free_link(index: number): number {
  return index << OBJ_TAG_BITS;
}
export function linked_index(head: number): number {
  return head >> OBJ_TAG_BITS;
}
/** The handle in the head of an allocated object, address 0 for a free one. */
export function allocated_handle(head: number): Addr {
  return (head & OBJ_ALLOCATED_TAG) === 0 ? 0 : head & ~OBJ_ALLOCATED_TAG;
}

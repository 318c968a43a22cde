/**
 * How zsmalloc names objects: mm/zsmalloc.c, unchanged from 5.10 to 6.17. A handle is the address of a word; the word says in
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

export class Handle extends struct("zs_handle", { obj: word }) {}

export function cache_alloc_handle(k: Kernel): Handle {
  return k.heap.alloc(Handle, "zs_handle");
}
export function location_to_obj(page: Page, index: number): number {
  return ((page_to_pfn(page) << OBJ_INDEX_BITS) | index) << OBJ_TAG_BITS;
}
export function obj_to_location(k: Kernel, obj: number): { page: Page; index: number } {
  const location = obj >>> OBJ_TAG_BITS;
  return { page: pfn_to_page(k, location >>> OBJ_INDEX_BITS), index: location & OBJ_INDEX_MASK };
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

/** What an observer can say of a pool without the help of its locks: which pages it has, and whether all leads to all. */
import { PAGE_WORDS, read_frame } from "./frame.ts";
import type { Kernel } from "./kernel.ts";
import type { Addr } from "./memory.ts";
import { type Page, page_to_pfn } from "./page.ts";
import { is_huge, type SizeClass, ZS_HANDLE_SIZE } from "./zs_class.ts";
import { allocated_handle, Handle, obj_to_location } from "./zs_obj.ts";

/** A zspage, however its era lays it out. `chain`: its pages, in order. */
export interface ZspageLook {
  inuse: number;
  size_class: SizeClass;
  chain: Page[];
}
export type LookAtZspage = (k: Kernel, pool: Addr, zspage: Addr) => ZspageLook;

/** What the heap calls every zspage of a pool: before 6.0 a zspage itself does not know whose it is. */
export function zspage_name(k: Kernel, pool: Addr): string {
  return `zspage of ${k.heap.find(pool)?.name}`;
}

/** Is its `private` a living zspage of the pool? */
export function is_of_pool(pool: Addr, page: Page): boolean {
  const { k } = page.memory;
  const word = page.private;
  const named = page._refcount > 0 && k.memory.isLive(word) && k.heap.at(word)?.name === zspage_name(k, pool);
  return named && word < k.heap.end;
}

export function zspages_of_pool(k: Kernel, pool: Addr): Addr[] {
  const name = zspage_name(k, pool);
  return k.heap
    .live()
    .filter((object) => object.name === name)
    .map((object) => object.addr);
}

/** Is every page of a zspage in use its own? One without objects is being set up or taken down. */
export function chain_is_sound(zspage: Addr, { inuse, size_class, chain }: ZspageLook): boolean {
  return (
    inuse === 0 ||
    (chain.length === size_class.pages_per_zspage &&
      chain.every((page) => page.private === zspage && page._refcount > 0))
  );
}

/** Pages of the zspage that an object is in. */
export function pages_of_object(k: Kernel, pool: Addr, handle: Addr, look: LookAtZspage): Page[] {
  const { page } = obj_to_location(k, new Handle(k.memory, handle).obj);
  return look(k, pool, page.private).chain;
}

/** Words that a handle leads to, or undefined when it leads nowhere. */
export function contents_of(k: Kernel, pool: Addr, handle: Addr, look: LookAtZspage): number[] | undefined {
  const { page, index } = obj_to_location(k, new Handle(k.memory, handle).obj);
  // A handle that was freed and taken again can hold anything.
  const pfn = page_to_pfn(page);
  if (!(pfn >= 0 && pfn < k.machine.pages)) return undefined;
  if (!zspages_of_pool(k, pool).includes(page.private)) return undefined;
  const { size_class, chain } = look(k, pool, page.private);
  const huge = is_huge(size_class);
  const start = index * size_class.size;
  const words: number[] = [];
  for (let word = start; word < start + size_class.size; word++) {
    const of = chain[Math.floor(word / PAGE_WORDS)];
    if (of === undefined) return undefined;
    words.push(read_frame(of, word % PAGE_WORDS));
  }
  const head = huge ? page.index : (words[0] ?? 0);
  const begins = chain[Math.floor(start / PAGE_WORDS)]?.addr === page.addr;
  return begins && allocated_handle(head) === handle ? words.slice(huge ? 0 : ZS_HANDLE_SIZE) : undefined;
}

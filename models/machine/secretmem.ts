/**
 * mm/secretmem.c, v5.14 on: memory that the kernel itself cannot read. What no era changed: a page sits in the page cache of a
 * file whose mapping is unevictable, and never joins the LRU. So nobody looks for it there, and it has no mark of a movable
 * page either: `page->mapping` is a plain pointer.
 */
import type { Kernel } from "./kernel.ts";
import { embed, pointerTo, struct, type View } from "./layout.ts";
import { INIT_LIST_HEAD, ListHead, list_add, list_del, list_empty } from "./list.ts";
import type { Addr } from "./memory.ts";
import { lru_to_page, type Page, pages_that } from "./page.ts";
import { alloc_page, GFP_KERNEL, put_page } from "./page_alloc.ts";
import { set_bit } from "./page-flags.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";

/** `pages`: stands for the page cache. */
class SecretFile extends struct("secretmem file", { i_mapping: pointerTo<View>(), pages: embed(ListHead) }) {}

export function secretmem_file_create(k: Kernel, name: string, mapping: Addr): SecretFile {
  const file = k.heap.alloc(SecretFile, name);
  file.i_mapping = mapping;
  INIT_LIST_HEAD(file.pages);
  return file;
}

/** The one reference is the page cache's. */
const secretmem_fault = kernel("secretmem_fault", function* (file: SecretFile): Steps<Page | null> {
  const { k } = file.memory;
  yield "secretmem:fault";
  const page = alloc_page(k, GFP_KERNEL);
  if (page === null) return null;
  page.mapping = file.i_mapping;
  set_bit(page, k.flags.PG_uptodate);
  list_add(page.lru, file.pages);
  return page;
});

function* truncate(file: SecretFile): Steps {
  yield "secretmem:truncate";
  while (!list_empty(file.pages)) {
    const page = lru_to_page(file.memory, file.pages.next);
    list_del(page.lru);
    page.mapping = 0;
    put_page(page);
    if (!list_empty(file.pages)) yield "secretmem:next";
  }
}

/** All of the driver but its mapping. */
export const secretmem_driver = {
  kernelFile: "mm/secretmem.c",
  since: "5.14",
  options: {},
  operations: {
    fault: {
      text: "A user touches a new page of the file. Returns the frame.",
      args: { as: "a name for it" },
      run: (device: SecretFile) => secretmem_fault(device),
    },
    free: {
      text: "The file goes, and its pages with it.",
      args: {},
      run: (device: SecretFile) => truncate(device),
    },
  },
  owns: (device: SecretFile, page: Page) => page.mapping === device.i_mapping,
  observe: (device: SecretFile) => ({
    pages: pages_that(device.memory.k, ({ mapping }) => mapping === device.i_mapping).length,
  }),
};

/**
 * mm/secretmem.c, 5.19. The callbacks say no to everything, and isolate_page() is never even asked: it is found through the
 * movable bit of `page->mapping`, which no page of a real file system has.
 */
import { type Driver, EBUSY } from "../era.ts";
import type { Kernel } from "../machine/kernel.ts";
import type { Page } from "../machine/page.ts";
import { secretmem_driver, secretmem_file_create } from "../machine/secretmem.ts";
import type { Steps } from "../machine/step.ts";
import { kernel } from "../machine/trace.ts";
import { type AddressSpace, AddressSpaceOperations } from "./movable.ts";
import { alloc_inode } from "./pseudo_inode.ts";

const secretmem_isolate_page = kernel("secretmem_isolate_page", function* (_page: Page): Steps<boolean> {
  return false;
});
const secretmem_migratepage = kernel("secretmem_migratepage", function* (_mapping: AddressSpace): Steps<number> {
  return -EBUSY;
});

export const secretmem: Driver = {
  ...secretmem_driver,
  probe(k: Kernel, name: string) {
    const secretmem_aops = k.rodata(AddressSpaceOperations, "secretmem_aops", {
      isolate_page: k.differs("secretmem-not-isolated") ? undefined : secretmem_isolate_page,
      migratepage: secretmem_migratepage,
    });
    return secretmem_file_create(k, name, alloc_inode(k, "secretmem", secretmem_aops).i_data.addr);
  },
};

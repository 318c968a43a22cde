/** mm/secretmem.c, 6.16. Nothing of this era is in the mapping: the callback that said no went in 6.0 (68f2736a8583), unmissed. */
import type { Driver } from "../era.ts";
import type { Kernel } from "../machine/kernel.ts";
import { pointerTo, struct, type View } from "../machine/layout.ts";
import { secretmem_driver, secretmem_file_create } from "../machine/secretmem.ts";

class AddressSpace extends struct("struct address_space", { host: pointerTo<View>() }) {}

export const secretmem: Driver = {
  ...secretmem_driver,
  probe(k: Kernel, name: string) {
    return secretmem_file_create(k, name, k.heap.alloc(AddressSpace, "secretmem mapping").addr);
  },
};

/** BUG, WARN and their debug forms: include/asm-generic/bug.h, include/linux/mmdebug.h. */
import { Fault } from "./fault.ts";
import type { Kernel } from "./kernel.ts";

export function BUG_ON(condition: boolean, what: string): void {
  if (condition) throw new Fault("BUG", `BUG_ON(${what})`);
}

/** Only in kernels built with CONFIG_DEBUG_VM; the others run on into the damage. */
export function VM_BUG_ON(k: Kernel, condition: boolean, what: string): void {
  if (condition && k.config.DEBUG_VM) throw new Fault("BUG", `VM_BUG_ON(${what})`);
}

/** Prints every time in the model, so that each occurrence is seen; the kernel's _ONCE forms print once per boot. */
export function WARN_ON_ONCE(k: Kernel, condition: boolean, what: string): boolean {
  if (condition) k.printk("warn", `WARN_ON_ONCE(${what})`);
  return condition;
}

export function VM_WARN_ON_ONCE(k: Kernel, condition: boolean, what: string): void {
  if (condition && k.config.DEBUG_VM) k.printk("warn", `VM_WARN_ON_ONCE(${what})`);
}

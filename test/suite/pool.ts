/** A bench with a pool of zsmalloc on it. */
import type { BootOptions } from "../../models/machine/kernel.ts";
import { Bench } from "./bench.ts";
import { type KernelCase, kernelsWith, REFERENCES as OF_ERAS } from "./kernels.ts";

export const SUBJECTS = kernelsWith("zsmalloc");
export const REFERENCES = SUBJECTS.filter((kernel) => OF_ERAS.includes(kernel));

/** zsmalloc keeps what it has to know in its pages. */
export function pool(kernel: KernelCase, options: BootOptions = {}): Bench {
  return new Bench(kernel, "zsmalloc", { ...options, machine: { contents: true, ...options.machine } });
}

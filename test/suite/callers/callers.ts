/** Who wants pages to move, as tests call them, and what a user of the machine can see of it. */
import type { BootOptions } from "../../../models/machine/kernel.ts";
import { KPF, kpageflags } from "../../../models/machine/kpageflags.ts";
import { lru_add_user_page, UserMapping } from "../../../models/machine/lru.ts";
import { type Page, page_to_pfn, pageAt } from "../../../models/machine/page.ts";
import { Bench } from "../bench.ts";
import type { KernelCase } from "../kernels.ts";

/** With a balloon that is empty at first. */
export function boot(kernel: KernelCase, pages: number, options: BootOptions = {}): Bench {
  const machine = { pages, zones: [{ name: "Normal", pages }] as const, ...options.machine };
  return new Bench(kernel, "virtio-balloon", { ...options, machine } as BootOptions);
}

export const offline = (m: Bench, block: number) => m.alone(m.era.offline_pages(m.k, block));
export const contig = (m: Bench, start: number, end: number) => m.alone(m.era.alloc_contig_range(m.k, start, end));
export const softOffline = (m: Bench, page: Page) => m.alone(m.era.soft_offline_page(page));

export function shown(m: Bench, bit: keyof typeof KPF): number[] {
  return m.memory.flatMap((page, pfn) => (kpageflags(page) & (1 << KPF[bit]) ? [pfn] : []));
}
export function addUser(m: Bench, kind: "anon" | "file" = "anon"): UserMapping {
  const page = m.alloc();
  const mapping = m.k.heap.alloc(UserMapping, "user mapping");
  lru_add_user_page(page, mapping, kind);
  return mapping;
}
/** Where each user's page is now. */
export function whereIs(m: Bench, users: UserMapping[]): number[] {
  return users.map(({ page }) => (page === 0 ? -1 : page_to_pfn(pageAt(m.k.memory, page))));
}

export const inBlock = (block: number) => (pfn: number) => Math.floor(pfn / 8) === block;

/** What it costs to isolate a page, in loads and in words of its `struct page`. */
import { driverExists } from "../../../models/index.ts";
import { Kernel } from "../../../models/machine/kernel.ts";
import type { PlacedField } from "../../../models/machine/layout.ts";
import { PAGE_STRUCT_BYTES, Page, pages_that } from "../../../models/machine/page.ts";
import { runAlone } from "../../../models/machine/scheduler.ts";
import { createWorkspace } from "../../../models/operations.ts";
import { must } from "../../engine/must.ts";
import type { ModelledKernel } from "../../engine/scenario/kernel_range.ts";

const BALLOON = "virtio-balloon";

/** A balloon of so many pages, and the one that has been in it longest. */
function ballooned({ era, release }: ModelledKernel, pages: number) {
  const machine = { pages: 2 * pages + 16, zones: [{ name: "Normal" as const, pages: 2 * pages + 16 }] };
  const k = new Kernel(era, release, { machine });
  const driver = must(era.drivers[BALLOON], BALLOON);
  if (!driverExists(driver, release)) throw new Error(`${era.id}@${release.id} has no ${BALLOON}`);
  const device = driver.probe(k, "balloon", {});
  const inflate = must(driver.operations.inflate, "inflate");
  runAlone(k, "owner", inflate.run(device, { pages: 1 }));
  const page = must(pages_that(k, era.movable)[0], "a page in the balloon");
  if (pages > 1) runAlone(k, "owner", inflate.run(device, { pages: pages - 1 }));
  return { k, page, list: createWorkspace(k, "isolator", new Map()).isolated };
}

export function loadsToIsolate(kernel: ModelledKernel, pages: number): number {
  const { k, page, list } = ballooned(kernel, pages);
  return accesses(k, () => {
    if (!runAlone(k, "isolator", k.era.isolate(page, 0))) throw new Error("the page could not be isolated");
    k.era.links.add(page, list);
  }).loads;
}

/** In the order of the struct, each word once, by the first name that it has there. */
export function wordsToIsolate(kernel: ModelledKernel): string[] {
  const { k, page, list } = ballooned(kernel, 3);
  const { words } = accesses(k, () => {
    runAlone(k, "isolator", k.era.isolate(page, 0));
    k.era.links.add(page, list);
    runAlone(k, "isolator", k.era.putback_movable_pages(list));
  });
  const own = [...words].map((addr) => addr - page.addr).filter((offset) => offset >= 0 && offset < PAGE_STRUCT_BYTES);
  return own.sort((one, other) => one - other).map((offset) => nameOf(Page.layout.fields, offset));
}

function nameOf(fields: readonly PlacedField[], at: number): string {
  const field = must(
    fields.find(({ offset, size }) => offset <= at && at < offset + size),
    `a field of struct page at ${at}`,
  );
  return field.of ? `${field.name}.${nameOf(field.of.layout.fields, at - field.offset)}` : field.name;
}

/** Loads that kernel code does, and every word that it touches. */
function accesses(k: Kernel, run: () => void): { loads: number; words: Set<number> } {
  const words = new Set<number>();
  let loads = 0;
  const { memory } = k;
  const load = memory.load.bind(memory);
  memory.load = (addr, access) => {
    loads++;
    words.add(addr);
    return load(addr, access);
  };
  run();
  memory.load = load;
  return { loads, words };
}

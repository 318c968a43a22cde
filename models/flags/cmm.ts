/**
 * arch/powerpc/platforms/pseries/cmm.c, 6.17: collaborative memory management. The driver loans pages to the hypervisor, one
 * call for each. Nothing but the page lock and pages_lock keeps its thread and a migration apart.
 */
import { type Driver, EBUSY, type MigrateMode } from "../era.ts";
import { array_of } from "../machine/array.ts";
import { BALLOON_HELP, is_owned_by, observe_balloon } from "../machine/balloon.ts";
import { BalloonHost, HOST_OPERATIONS, host_deflate, host_inflate, init_host } from "../machine/host.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, struct, word } from "../machine/layout.ts";
import { list_del } from "../machine/list.ts";
import { get_page, type Page, page_to_pfn } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { adjust_managed_page_count, BALLOON_MIGRATE, count_vm_events } from "../machine/vmstat.ts";
import {
  BalloonDevInfo,
  balloon_devinfo_init,
  balloon_page_alloc,
  balloon_page_dequeue,
  balloon_page_enqueue,
  balloon_page_finalize,
  balloon_page_insert,
  lock_pages,
  unlock_pages,
} from "./balloon_compaction.ts";

/** More than any scenario loans. */
const CMM_PAGES_MAX = 512;

/** Static variables of the driver. `loaned_pages`: what it believes to be in the balloon. */
class Cmm extends struct("cmm", { b_dev_info: embed(BalloonDevInfo), loaned_pages: word, host: embed(BalloonHost) }) {}

/** False: the hypervisor will not take the page. */
function plpar_page_set_loaned(cmm: Cmm, page: Page): boolean {
  return host_inflate(cmm.host, page_to_pfn(page));
}
/** The callers ignore the result: the guest uses the page whatever the hypervisor says. */
function plpar_page_set_active(cmm: Cmm, page: Page): void {
  host_deflate(cmm.host, page_to_pfn(page));
}

/** Pages put into the balloon. */
const cmm_alloc_pages = kernel("cmm_alloc_pages", function* (cmm: Cmm, wanted: number): Steps<Page[]> {
  const { k } = cmm.memory;
  const pages = array_of<Page>(CMM_PAGES_MAX);
  while (pages.length < wanted) {
    yield "balloon:alloc";
    const page = balloon_page_alloc(k);
    if (page === null) break;
    yield "host:inflate";
    if (!plpar_page_set_loaned(cmm, page)) {
      put_page(page);
      break;
    }
    yield* balloon_page_enqueue(cmm.b_dev_info, page);
    if (!k.differs("core-counts-managed")) {
      yield "balloon:managed";
      adjust_managed_page_count(page, -1);
    }
    cmm.loaned_pages += 1;
    pages.push(page);
  }
  return pages;
});

const cmm_free_pages = kernel(
  "cmm_free_pages",
  on_stack(function* (stack, cmm: Cmm, wanted: number): Steps<Page[]> {
    const { k } = cmm.memory;
    yield "balloon:count";
    const limit = Math.min(wanted, cmm.loaned_pages);
    const list = stack.list("page");
    const pages = array_of<Page>(CMM_PAGES_MAX);
    while (pages.length < limit) {
      const page = yield* balloon_page_dequeue(cmm.b_dev_info, list);
      if (page === null) break;
      list_del(page.lru);
      yield "host:deflate";
      plpar_page_set_active(cmm, page);
      yield "balloon:put";
      if (!k.differs("core-counts-managed")) adjust_managed_page_count(page, 1);
      cmm.loaned_pages -= 1;
      put_page(page);
      pages.push(page);
    }
    return pages;
  }),
);

/** Both pages locked. The new page is loaned first, as that can fail; the hypervisor sees N, N + 1, N pages. */
const cmm_migratepage = kernel(
  "cmm_migratepage",
  function* (balloon: BalloonDevInfo, newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = balloon.memory;
    const cmm = new Cmm(k.memory, balloon.addr);
    if (!k.guard("balloon:host-order")) {
      yield "host:deflate";
      plpar_page_set_active(cmm, page);
    }
    yield "host:inflate";
    if (!plpar_page_set_loaned(cmm, newpage)) return -EBUSY;
    if (!k.differs("core-migrates")) yield* take_in(balloon, newpage, page);
    else if (!k.differs("core-counts-managed")) count_in_new_zone(newpage, page);

    if (k.guard("balloon:host-order")) {
      yield "host:deflate";
      plpar_page_set_active(cmm, page);
    }
    if (k.differs("core-migrates")) return 0;
    yield "balloon:release";
    balloon_page_finalize(page);
    yield "balloon:put-src";
    if (k.guard("balloon:put-src")) put_page(page);
    return 0;
  },
);

function* take_in(balloon: BalloonDevInfo, newpage: Page, page: Page): Steps {
  const { k } = balloon.memory;
  if (k.guard("balloon:get-dst")) get_page(newpage);
  yield "balloon:insert";
  // Before the new page can be found on the list: from then on somebody else may free it (e352f576d345, v5.5).
  count_in_new_zone(newpage, page);
  yield* lock_pages(balloon);
  yield* balloon_page_insert(balloon, newpage);
  if (k.differs("cmm-fixes")) count_vm_events(k, BALLOON_MIGRATE);
  if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
  unlock_pages(balloon);
}

function count_in_new_zone(newpage: Page, page: Page): void {
  const { k } = newpage.memory;
  if (!k.guard("balloon:zone-counts") || k.zone(page).addr === k.zone(newpage).addr) return;
  adjust_managed_page_count(page, 1);
  adjust_managed_page_count(newpage, -1);
}

export const cmm: Driver<Cmm> = {
  kernelFile: "arch/powerpc/platforms/pseries/cmm.c",
  probe(k: Kernel, name: string) {
    const device = k.heap.alloc(Cmm, name);
    // A bug until late 2025: without migration support the list is never set up (<20251021100606.148294-2-david@redhat.com>).
    if (k.config.BALLOON_COMPACTION || k.differs("cmm-fixes")) balloon_devinfo_init(device.b_dev_info);
    device.b_dev_info.migratepage = k.textAddress(cmm_migratepage);
    if (k.differs("core-counts-managed")) device.b_dev_info.adjust_managed_page_count = 1;
    init_host(device.host);
    return device;
  },
  options: {},
  operations: {
    ...HOST_OPERATIONS,
    inflate: {
      ...BALLOON_HELP.inflate,
      run: (device, args) => cmm_alloc_pages(device, Number(args.pages ?? 1)),
    },
    deflate: {
      ...BALLOON_HELP.deflate,
      run: (device, args) => cmm_free_pages(device, Number(args.pages ?? 1)),
    },
  },
  owns: (device, page) => is_owned_by(page, device.addr),
  observe(device) {
    const { b_dev_info, loaned_pages, host } = device;
    return { ...observe_balloon(b_dev_info), loaned_pages, host: host.given };
  },
};

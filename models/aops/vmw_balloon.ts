/**
 * drivers/misc/vmw_balloon.c, 5.10, 4 KiB pages only. conf_sem is held for reading while the balloon works or a page moves,
 * and for writing while the driver is configured. comm_lock covers one exchange with the hypervisor. No managed counts.
 */

import { type Driver, EAGAIN, EBUSY, type MigrateMode } from "../era.ts";
import { atomic_add, READ_ONCE } from "../machine/access.ts";
import { array_of } from "../machine/array.ts";
import { BALLOON_HELP, has_page, is_owned_by, observe_balloon } from "../machine/balloon.ts";
import {
  BalloonHost,
  HOST_OPERATIONS,
  host_deflate,
  host_inflate,
  host_reset,
  init_host,
  VMW_BALLOON_DEFLATE,
  VMW_BALLOON_INFLATE,
  type VmballoonOp,
} from "../machine/host.ts";
import type { Kernel } from "../machine/kernel.ts";
import { embed, struct, word } from "../machine/layout.ts";
import { entries_safe, type ListHead, list_add, list_del, list_empty, list_move } from "../machine/list.ts";
import { Lock, spin_lock, spin_unlock } from "../machine/lock.ts";
import { get_page, lru_to_page, type Page, page_to_pfn } from "../machine/page.ts";
import { put_page } from "../machine/page_alloc.ts";
import { down_read, down_read_trylock, down_write, RwSem, up_read, up_write } from "../machine/rwsem.ts";
import type { Steps } from "../machine/step.ts";
import { on_stack } from "../machine/task.ts";
import { kernel } from "../machine/trace.ts";
import { BALLOON_MIGRATE, count_vm_events } from "../machine/vmstat.ts";
import {
  BalloonDevInfo,
  balloon_devinfo_init,
  balloon_page_alloc,
  balloon_page_delete,
  balloon_page_finalize,
  balloon_page_insert,
  balloon_page_list_dequeue,
  balloon_page_list_enqueue,
  lock_pages,
  unlock_pages,
} from "./balloon_compaction.ts";
import { alloc_anon_inode } from "./pseudo_inode.ts";

/** More than any scenario has in a balloon. */
const VMW_BALLOON_PAGES_MAX = 512;

/** `size`: what the driver believes to be in the balloon. */
class VmBalloon extends struct("struct vmballoon", {
  b_dev_info: embed(BalloonDevInfo),
  conf_sem: embed(RwSem),
  comm_lock: embed(Lock),
  size: word,
  host: embed(BalloonHost),
}) {}

/** False: the host refuses. */
function vmballoon_op(b: VmBalloon, op: VmballoonOp, page: Page): boolean {
  if (op === VMW_BALLOON_INFLATE) return host_inflate(b.host, page_to_pfn(page));
  return host_deflate(b.host, page_to_pfn(page));
}

/** Pages that the host accepted; it moves those it refuses to `refused`. */
const vmballoon_lock = kernel(
  "vmballoon_lock",
  function* (b: VmBalloon, op: VmballoonOp, pages: ListHead, refused: ListHead): Steps<Page[]> {
    yield `host:${op}`;
    yield* spin_lock(b.comm_lock);
    const accepted = array_of<Page>(VMW_BALLOON_PAGES_MAX);
    for (const entry of entries_safe(pages)) {
      const page = lru_to_page(b.memory, entry);
      if (vmballoon_op(b, op, page)) accepted.push(page);
      else list_move(page.lru, refused);
    }
    atomic_add(b, "size", op === VMW_BALLOON_INFLATE ? accepted.length : -accepted.length);
    spin_unlock(b.comm_lock);
    return accepted;
  },
);

function* vmballoon_release_page_list(list: ListHead): Steps {
  while (!list_empty(list)) {
    yield "balloon:put";
    const page = lru_to_page(list.memory, list.next);
    list_del(page.lru);
    put_page(page);
  }
}

/** conf_sem held for reading. The host knows a page before the balloon does; a refused one is freed. */
const vmballoon_inflate = kernel(
  "vmballoon_inflate",
  on_stack(function* (stack, b: VmBalloon, wanted: number): Steps<Page[]> {
    const pages = stack.list("pages");
    const refused = stack.list("refused_pages");
    for (let taken = 0; taken < wanted; taken++) {
      yield "balloon:alloc";
      const page = balloon_page_alloc(b.memory.k);
      if (page === null) break;
      list_add(page.lru, pages);
    }
    const inflated = yield* vmballoon_lock(b, VMW_BALLOON_INFLATE, pages, refused);
    yield* balloon_page_list_enqueue(b.b_dev_info, pages);
    yield* vmballoon_release_page_list(refused);
    return inflated;
  }),
);

/** conf_sem held. A page that the host will not take back joins the balloon again. */
const vmballoon_deflate = kernel(
  "vmballoon_deflate",
  on_stack(function* (stack, b: VmBalloon, wanted: number, coordinated: boolean): Steps<Page[]> {
    const pages = stack.list("pages");
    const refused = stack.list("refused_pages");
    let deflated: Page[] = [];
    const taken = yield* balloon_page_list_dequeue(b.b_dev_info, pages, wanted);
    if (coordinated) deflated = yield* vmballoon_lock(b, VMW_BALLOON_DEFLATE, pages, refused);
    else atomic_add(b, "size", -taken);
    yield* vmballoon_release_page_list(pages);
    if (!list_empty(refused)) yield* balloon_page_list_enqueue(b.b_dev_info, refused);
    return deflated;
  }),
);

/** The host lost the balloon, so it is not told. Every page must come home first, and none can migrate meanwhile. */
const vmballoon_pop = kernel("vmballoon_pop", function* (b: VmBalloon): Steps {
  const { pages } = b.b_dev_info;
  while (READ_ONCE(b, "size") > 0) {
    yield* vmballoon_deflate(b, READ_ONCE(b, "size"), false);
    if (READ_ONCE(b, "size") === 0) break;
    yield { step: "balloon:pop", ready: () => has_page(pages, false), on: pages.addr };
  }
});

const vmballoon_reset = kernel("vmballoon_reset", function* (b: VmBalloon): Steps {
  yield "balloon:write-conf";
  yield* down_write(b.conf_sem);
  yield* vmballoon_pop(b);
  yield "host:reset";
  host_reset(b.host);
  up_write(b.conf_sem);
});

/** One round of the driver's worker: how many pages the host wants, and which way. */
function* vmballoon_work(b: VmBalloon, op: VmballoonOp, wanted: number): Steps<Page[]> {
  yield "balloon:read-conf";
  yield* down_read(b.conf_sem);
  const pages = yield* op === VMW_BALLOON_INFLATE ? vmballoon_inflate(b, wanted) : vmballoon_deflate(b, wanted, true);
  yield "balloon:conf-done";
  up_read(b.conf_sem);
  return pages;
}

/** Whoever first reads the statistics of the driver holds up all migrations while they are set up. */
const vmballoon_enable_stats = kernel("vmballoon_enable_stats", function* (b: VmBalloon): Steps {
  yield "balloon:write-conf";
  yield* down_write(b.conf_sem);
  yield "balloon:conf-done";
  up_write(b.conf_sem);
});

/**
 * Both pages locked. The old page goes first: a host that has all it wants would refuse the new one. If the host then
 * refuses the new page after all, the old one is gone: the balloon is one page smaller, and -EBUSY makes
 * the core give back a page that it finds released. No BALLOON_DEFLATE is counted.
 */
const vmballoon_migratepage = kernel(
  "vmballoon_migratepage",
  function* (balloon: BalloonDevInfo, newpage: Page, page: Page, _mode: MigrateMode): Steps<number> {
    const { k } = balloon.memory;
    const b = new VmBalloon(k.memory, balloon.addr);
    yield "balloon:try-conf";
    if (!down_read_trylock(b.conf_sem)) return -EAGAIN;
    yield "host:deflate";
    yield* spin_lock(b.comm_lock);
    if (!host_deflate(b.host, page_to_pfn(page))) {
      spin_unlock(b.comm_lock);
      up_read(b.conf_sem);
      return -EBUSY;
    }
    yield "balloon:release";
    // An isolated page is not on the balloon's list, so pages_lock is not needed.
    if (k.differs("finalize-after-unlock")) balloon_page_finalize(page);
    else yield* balloon_page_delete(page);
    yield "balloon:put-src";
    if (k.guard("balloon:put-src")) put_page(page);

    yield "host:inflate";
    const inflated = host_inflate(b.host, page_to_pfn(newpage));
    spin_unlock(b.comm_lock);
    if (!inflated) atomic_add(b, "size", -1);
    else if (k.guard("balloon:get-dst")) get_page(newpage);

    yield "balloon:insert";
    yield* lock_pages(balloon);
    if (inflated) {
      yield* balloon_page_insert(balloon, newpage);
      count_vm_events(k, BALLOON_MIGRATE);
    }
    if (k.guard("balloon:count-back")) balloon.isolated_pages -= 1;
    unlock_pages(balloon);
    up_read(b.conf_sem);
    return inflated ? 0 : -EBUSY;
  },
);

export const vmw_balloon: Driver<VmBalloon> = {
  kernelFile: "drivers/misc/vmw_balloon.c",
  probe(k: Kernel, name: string) {
    const b = k.heap.alloc(VmBalloon, name);
    balloon_devinfo_init(b.b_dev_info);
    b.b_dev_info.migratepage = k.textAddress(vmballoon_migratepage);
    b.b_dev_info.inode = alloc_anon_inode(k, `${name} balloon-vmware`, k.symbol("balloon_aops")).addr;
    init_host(b.host);
    return b;
  },
  options: {},
  operations: {
    ...HOST_OPERATIONS,
    inflate: {
      ...BALLOON_HELP.inflate,
      run: (b, args) => vmballoon_work(b, VMW_BALLOON_INFLATE, Number(args.pages ?? 1)),
    },
    deflate: {
      ...BALLOON_HELP.deflate,
      run: (b, args) => vmballoon_work(b, VMW_BALLOON_DEFLATE, Number(args.pages ?? 1)),
    },
    reset: {
      text: "The host lost the balloon: waits for all its pages, frees them and starts anew.",
      args: {},
      run: (device) => vmballoon_reset(device),
    },
    enable_stats: {
      text: "Somebody reads the driver's statistics for the first time.",
      args: {},
      run: (device) => vmballoon_enable_stats(device),
    },
  },
  owns: (device, page) => is_owned_by(page, device.addr),
  observe(b) {
    return { ...observe_balloon(b.b_dev_info), size: b.size, host: b.host.given };
  },
};

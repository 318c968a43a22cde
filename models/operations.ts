/**
 * What an actor of a scenario can do besides using a device: the core's own entry points, and the plain users of pages
 * that share the machine with them.
 */
import {
  type Args,
  EAGAIN,
  EBUSY,
  EINTR,
  EINVAL,
  ENOENT,
  ENOMEM,
  MIGRATE_ASYNC,
  MIGRATE_SYNC,
  MIGRATE_SYNC_LIGHT,
  MIGRATE_SYNC_NO_COPY,
  type MigrateMode,
  MR_MEMORY_HOTPLUG,
  type OperationHelp,
} from "./era.ts";
import { Fault } from "./machine/fault.ts";
import type { Kernel } from "./machine/kernel.ts";
import { embed, struct } from "./machine/layout.ts";
import { INIT_LIST_HEAD, ListHead } from "./machine/list.ts";
import { lock_page, mutex_lock, mutex_unlock } from "./machine/lock.ts";
import { isolate_lru_page, lru_add_user_page, lru_del_user_page, UserMapping } from "./machine/lru.ts";
import { notify_oom } from "./machine/oom.ts";
import { get_page_unless_zero, type Page, pfn_to_page } from "./machine/page.ts";
import { alloc_page, GFP_HIGHUSER_MOVABLE, GFP_KERNEL, type Gfp, put_page } from "./machine/page_alloc.ts";
import { PageLRU } from "./machine/page-flags.ts";
import type { Steps } from "./machine/step.ts";

/** What the operations of one actor share: pages by name (of all actors), and the list of pages that it isolated. */
export interface Workspace {
  pages: Map<string, Page>;
  isolated: ListHead;
}
class IsolatedPages extends struct("isolated pages", { list: embed(ListHead) }) {}

export function createWorkspace(k: Kernel, actor: string, pages: Map<string, Page>): Workspace {
  const { list } = k.heap.alloc(IsolatedPages, `pages isolated by ${actor}`);
  INIT_LIST_HEAD(list);
  return { pages, isolated: list };
}

interface OperationSpec extends OperationHelp {
  run(k: Kernel, space: Workspace, args: Args): Steps<unknown>;
}

const MODES: Readonly<Record<string, MigrateMode>> = {
  MIGRATE_ASYNC,
  MIGRATE_SYNC_LIGHT,
  MIGRATE_SYNC,
  MIGRATE_SYNC_NO_COPY,
};

/** "-EBUSY" for -16: results are read by people. */
export function errnoName(value: number): string | number {
  const names: Record<number, string> = {
    [-ENOENT]: "-ENOENT",
    [-EINTR]: "-EINTR",
    [-EAGAIN]: "-EAGAIN",
    [-ENOMEM]: "-ENOMEM",
    [-EBUSY]: "-EBUSY",
    [-EINVAL]: "-EINVAL",
  };
  return names[value] ?? value;
}

const PAGE = "a page: its name, or its frame number";

export const OPERATIONS: Readonly<Record<string, OperationSpec>> = {
  isolate: {
    text: "Isolates one page, normal or movable, and keeps it on the actor's own list. Returns whether it got the page.",
    args: { page: PAGE },
    *run(k, space, args) {
      const page = findPage(k, space, args);
      yield "user:look";
      if (PageLRU(page)) {
        yield "lru:isolate";
        if (!isolate_lru_page(page)) return false;
      } else if (!(yield* k.era.isolate(page, 0))) {
        return false;
      }
      yield "user:link";
      k.era.links.add_tail(page, space.isolated);
      return true;
    },
  },
  putback: {
    text: "Gives back every page that the actor isolated.",
    args: {},
    *run(k, space) {
      yield* k.era.putback_movable_pages(space.isolated);
    },
  },
  migrate: {
    text: "Migrates every page that the actor isolated. Returns how many stayed behind, or an error.",
    args: { mode: "MIGRATE_ASYNC, MIGRATE_SYNC_LIGHT or MIGRATE_SYNC (the default)" },
    *run(k, space, args) {
      return errnoName(
        yield* k.era.migrate_pages(space.isolated, plain_target, null, 0, mode(args), MR_MEMORY_HOTPLUG),
      );
    },
  },
  compact: {
    text: "Compacts a zone. Returns complete, or no-memory where no target was left.",
    args: { zone: "the zone's name (the first zone by default)", mode: "as for migrate" },
    *run(k, _space, args) {
      return yield* k.era.compact_zone(findZone(k, args), mode(args));
    },
  },
  offline: {
    text: "Takes a memory block offline. Returns 0 or an error.",
    args: { block: "the block's number, from 0" },
    *run(k, _space, args) {
      return errnoName(yield* k.era.offline_pages(k, Number(args.block ?? 0)));
    },
  },
  contig: {
    text: "Allocates a range of frames, moving away what is in it. Returns 0 or an error.",
    args: { start: "first frame", end: "first frame after the range" },
    *run(k, _space, args) {
      return errnoName(yield* k.era.alloc_contig_range(k, Number(args.start), Number(args.end)));
    },
  },
  "soft-offline": {
    text: "Moves the contents of a page away and never uses its frame again. Returns 0 or an error.",
    args: { page: PAGE },
    *run(k, space, args) {
      return errnoName(yield* k.era.soft_offline_page(findPage(k, space, args)));
    },
  },
  alloc: {
    text: "Allocates pages for the kernel's own use: neither movable nor on the LRU. Returns the frames it got.",
    args: { pages: "how many, or all", gfp: "GFP_KERNEL (the default) or GFP_HIGHUSER_MOVABLE", as: "names for them" },
    *run(k, _space, args) {
      return yield* allocMany(k, args);
    },
  },
  "fs-write": {
    text: "A file system takes its lock, allocates pages for what it writes, and gives the lock back. Returns the frames.",
    args: { pages: "how many (1 if missing)", as: "names for them" },
    *run(k, _space, args) {
      yield "user:fs-lock";
      yield* mutex_lock(k.node.fs_lock);
      const pages = yield* allocMany(k, args);
      yield "user:fs-unlock";
      mutex_unlock(k.node.fs_lock);
      return pages;
    },
  },
  map: {
    text: "A user touches new memory: allocates pages and puts them on the LRU. Returns the frames.",
    args: { pages: "how many, or all", as: "names for them", ksm: "true: pages that KSM shares" },
    *run(k, _space, args) {
      const pages = yield* allocMany(k, { gfp: GFP_HIGHUSER_MOVABLE, ...args });
      for (const page of pages) {
        yield "user:map";
        lru_add_user_page(page, k.heap.alloc(UserMapping, "user mapping"), args.ksm === true ? "ksm" : "anon");
      }
      return pages;
    },
  },
  unmap: {
    text: "The user of a page on the LRU lets go of it, wherever it has moved to.",
    args: { page: PAGE },
    *run(k, space, args) {
      yield "user:unmap";
      lru_del_user_page(new UserMapping(k.memory, findPage(k, space, args).index));
    },
  },
  get: {
    text: "Takes a reference to a page found by its number, if it is not free. Returns whether it could.",
    args: { page: PAGE },
    *run(k, space, args) {
      return yield* user_get(() => findPage(k, space, args));
    },
  },
  put: {
    text: "Drops a reference. The last one frees the page.",
    args: { page: PAGE },
    *run(k, space, args) {
      yield* user_put(() => findPage(k, space, args));
    },
  },
  lock: {
    text: "Locks a page, sleeping if need be.",
    args: { page: PAGE },
    *run(k, space, args) {
      yield* user_lock(() => findPage(k, space, args));
    },
  },
  unlock: {
    text: "Unlocks a page.",
    args: { page: PAGE },
    *run(k, space, args) {
      yield* user_unlock(() => findPage(k, space, args));
    },
  },
  visit: {
    text: "Looks at two pages found by their numbers: takes a reference to each, locks both, and lets go. Returns whether they were in use.",
    args: { page: PAGE, and: "the second page" },
    *run(k, space, args) {
      const pages = [findPage(k, space, args), findPage(k, space, { page: args.and })];
      const held: Page[] = [];
      for (const page of pages) {
        if (!(yield* user_get(() => page))) break;
        held.push(page);
      }
      const both = held.length === pages.length;
      if (both) {
        for (const page of held) yield* user_lock(() => page);
        for (const page of held) yield* user_unlock(() => page);
      }
      for (const page of held) yield* user_put(() => page);
      return both;
    },
  },
};

/** A page may get its name from another actor, so it is looked up within the step. */
function* user_get(page: () => Page): Steps<boolean> {
  yield "user:get";
  return get_page_unless_zero(page());
}
function* user_put(page: () => Page): Steps {
  yield "user:put";
  put_page(page());
}
function* user_lock(page: () => Page): Steps {
  yield "user:lock";
  yield* lock_page(page());
}
function* user_unlock(page: () => Page): Steps {
  yield "user:unlock";
  const locked = page();
  locked.memory.k.era.unlock_page(locked);
}

/** alloc_migration_target(): a page from wherever there is one. */
function* plain_target(src: Page): Steps<Page | null> {
  return alloc_page(src.memory.k, GFP_HIGHUSER_MOVABLE);
}

function* allocMany(k: Kernel, args: Args): Steps<Page[]> {
  const wanted = args.pages === "all" ? Number.POSITIVE_INFINITY : Number(args.pages ?? 1);
  const pages: Page[] = [];
  while (pages.length < wanted) {
    yield "user:alloc";
    const page = alloc_page(k, (args.gfp ?? GFP_KERNEL) as Gfp);
    if (page === null && (yield* notify_oom(k)) > 0) continue;
    if (page === null) break;
    pages.push(page);
  }
  return pages;
}

function mode(args: Args): MigrateMode {
  return MODES[String(args.mode ?? "MIGRATE_SYNC")] ?? MIGRATE_SYNC;
}

function findPage(k: Kernel, space: Workspace, args: Args): Page {
  const { page } = args;
  if (typeof page === "number") return pfn_to_page(k, page);
  const named = space.pages.get(String(page));
  if (!named) throw new Fault("BUG", `the scenario has no page "${String(page)}" at this point`);
  return named;
}

function findZone(k: Kernel, args: Args) {
  const zone = args.zone === undefined ? k.zones[0] : k.zones.find((each) => each.name === args.zone);
  if (!zone) throw new Fault("BUG", `the machine has no zone "${String(args.zone)}"`);
  return zone;
}

/**
 * The contract that all eras satisfy: what the machine, the scenarios, the suite and the tool may ask of a
 * generation of the API, whatever its own functions are called.
 */
import type { DifferenceName } from "./differences.ts";
import type { EraData } from "./era_data.ts";
import type { EraId } from "./index.ts";
import type { Kernel } from "./machine/kernel.ts";
import type { View } from "./machine/layout.ts";
import type { Links } from "./machine/links.ts";
import type { ListHead } from "./machine/list.ts";
import type { Addr } from "./machine/memory.ts";
import type { Page } from "./machine/page.ts";
import type { PageFlags } from "./machine/page-flags.ts";
import type { PageTypes } from "./machine/page-type.ts";
import type { Steps } from "./machine/step.ts";
import type { Zone } from "./machine/zone.ts";

export type { EraId };

/** What is said of a kernel with "flags" holds for an era that is built on it, too. */
export function lineage(era: Era): EraId[] {
  return [era.id, ...(era.builtOn ? lineage(era.builtOn) : [])];
}

/** A kernel of an era. The first release of an era is its reference; the others differ from it by name. */
export interface Release {
  /** "5.10", "6.16", "6.17": as in `--era flags@6.17`. Of a plan any name will do. */
  id: string;
  /** The package whose behaviour was recorded, or the mainline tag that the sources were read at. */
  source: string;
  flags: PageFlags;
  types: PageTypes;
  differences: ReadonlySet<DifferenceName>;
}

export type Releases = readonly [reference: Release, ...others: Release[]];

/**
 * A series of patches, by its year: the stages that name it are those that it is told in, and content/series has its words. Two led from one era to the
 * next, and one stays within the last. Where a single patch did, the small steps that it could be told in are hypothetical.
 */
export type SeriesId = string;

/** A kernel in the middle of a series: what a bisection would build there. It differs by name, as any other kernel of its era. */
export interface Stage extends Release {
  readonly stage: {
    series: SeriesId;
    /** First and last patch that this stage has and the one before it has not. Several: the model cannot tell them apart. */
    patches: readonly [first: number, last: number];
  };
}

export function isStage(release: Release): release is Stage {
  return "stage" in release;
}

/** enum migrate_mode. */
export const MIGRATE_ASYNC = 0;
export const MIGRATE_SYNC_LIGHT = 1;
export const MIGRATE_SYNC = 2;
/** Up to about 6.11: balloon and zsmalloc refuse it. */
export const MIGRATE_SYNC_NO_COPY = 3;
export type MigrateMode = 0 | 1 | 2 | 3;

/** enum migrate_reason. */
export const MR_COMPACTION = "MR_COMPACTION";
export const MR_MEMORY_HOTPLUG = "MR_MEMORY_HOTPLUG";
export const MR_CONTIG_RANGE = "MR_CONTIG_RANGE";
export const MR_MEMORY_FAILURE = "MR_MEMORY_FAILURE";
export type MigrateReason =
  | typeof MR_COMPACTION
  | typeof MR_MEMORY_HOTPLUG
  | typeof MR_CONTIG_RANGE
  | typeof MR_MEMORY_FAILURE;

/** Error numbers, as in asm-generic/errno-base.h. */
export const ENOENT = 2;
export const EINTR = 4;
export const EIO = 5;
export const EAGAIN = 11;
export const ENOMEM = 12;
export const EBUSY = 16;
export const EINVAL = 22;

/** Where migrate_pages() gets a target from, and who takes one back that was not used; `data` is for the two of them alone. include/linux/migrate.h. */
export type new_folio_t = (src: Page, data: Addr) => Steps<Page | null>;
export type free_folio_t = (dst: Page, data: Addr) => Steps;

export interface Era<Id extends string = EraId> extends EraData {
  /** The name of its folder, too. */
  readonly id: Id;
  /** An era that it is a change of: what is known of that one (rules, exceptions, guards) holds here, where nothing else is said. */
  readonly builtOn?: Era;
  /** Which kernel of it, where that is not its reference kernel. */
  readonly builtFrom?: string;
  readonly releases: Releases;
  /** On the way from this era to the next, or from the one before to this one; in order. Not among the releases: nobody ran these. */
  readonly stages: readonly Stage[];
  /** The releases that a bisection of a series goes on to, where its last stage is one of these. */
  readonly afterSeries?: Readonly<Record<SeriesId, readonly string[]>>;
  /** What these differ in, with the source: every name that one of them has. */
  readonly differences: Readonly<Partial<Record<DifferenceName, string>>>;
  readonly drivers: Readonly<Record<string, Driver>>;
  /** Names that the era has for flags it borrows, as they read on a movable page. */
  readonly flagAliases: Readonly<Partial<Record<keyof PageFlags, string>>>;
  /** Is a page with these words one on which the flags have those names? Views ask, about moments that are over too. */
  bearsAliases(k: Kernel, words: { mapping: number; page_type: number }): boolean;
  /** Registers what the kernel image registers at boot. */
  boot(k: Kernel): void;
  /** The last reference is gone: the free path of the era, down to the buddy allocator. */
  free_page(page: Page): void;

  unlock_page(page: Page): void;

  /** The word of a page type in full, where it says more than the type. Views ask. */
  typeText?(word: number): string | undefined;

  /** What links pages on the lists of drivers and isolators. */
  readonly links: Links;
  /** The object that a movable page says it belongs to: a balloon, a zspage. 0: it says none. Asked by observers. */
  owner(page: Page): Addr;

  /** The lockless test: is the page movable, released or not? */
  movable(page: Page): boolean;
  isolated(page: Page): boolean;
  /** Movable, but its owner let go of it. */
  released(page: Page): boolean;
  /** Did its driver let go of a PageOffline page that has no reference? Whoever takes memory offline asks, under the zone's lock. Missing: the count says so. */
  has_let_go?(page: Page): boolean;

  /** Takes the page away from its owner; on success it has one reference more and is unlocked, and the caller links it. */
  isolate(page: Page, mode: number): Steps<boolean>;
  putback_movable_pages(list: ListHead): Steps;
  /**
   * Number of pages that stayed behind, or a negative error number. What stayed is on `from`. No `put_new_folio`: a plain put gives an
   * unused target back. `private` is a word of TypeScript, too.
   */
  migrate_pages(
    from: ListHead,
    get_new_folio: new_folio_t,
    put_new_folio: free_folio_t | null,
    _private: Addr,
    mode: MigrateMode,
    reason: MigrateReason,
  ): Steps<number>;

  compact_zone(zone: Zone, mode: MigrateMode): Steps<CompactResult>;
  /** Empties a memory block and takes it from the buddy allocator: 0, or -EINVAL, -EBUSY, -EINTR (a signal, once it keeps failing). */
  offline_pages(k: Kernel, block: number): Steps<number>;
  /** 0: every page of the range is the caller's, with one reference. Else -EBUSY or -ENOMEM, and nothing changed hands. */
  alloc_contig_range(k: Kernel, start: number, end: number): Steps<number>;
  /** 0: the frame is poisoned and stays out of use. Else -EIO, -EBUSY or -ENOMEM. */
  soft_offline_page(page: Page): Steps<number>;
}

/** enum compact_result. Contended: the free scanner had no target left. */
export const COMPACT_COMPLETE = "complete";
export const COMPACT_CONTENDED = "no-memory";
export type CompactResult = typeof COMPACT_COMPLETE | typeof COMPACT_CONTENDED;

export type Args = Readonly<Record<string, unknown>>;

export interface OperationHelp {
  text: string;
  /** Arguments by name, each with one line of help. */
  args: Readonly<Record<string, string>>;
}
interface DeviceOperation<D extends View> extends OperationHelp {
  run(device: D, args: Args): Steps<unknown>;
}

/** A device driver of an era, and what it lets an observer see. */
export interface Driver<D extends View = View> {
  readonly kernelFile: string;
  /** The mainline version that brought it, and the one that no longer has it, where these lie within the era. */
  readonly since?: string;
  readonly until?: string;
  /** What came and went then, where that is less than the driver. */
  readonly part?: string;
  /** Probes a device: allocates and initialises what the driver keeps. */
  probe(k: Kernel, name: string, options: Args): D;
  /** Options of a device, each with one line of help. */
  readonly options: Readonly<Record<string, string>>;
  readonly operations: Readonly<Record<string, DeviceOperation<D>>>;
  /** Does the device own the page at this moment, isolated or not? Called by observers, between steps. */
  owns(device: D, page: Page): boolean;
  /** What can be said of the device from outside, for expectations. Called by observers, between steps. */
  observe(device: D): Record<string, unknown>;
}

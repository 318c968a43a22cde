/**
 * What differs by era, and by kernel within one. Specs have no conditions on eras: what they expect is the same everywhere, or a fact that
 * stands here, with its reason and its source.
 */
import type { Release } from "../../models/era.ts";
import type { GuardName } from "../../models/guards.ts";
import type { Kernel } from "../../models/machine/kernel.ts";
import type { Layout, View } from "../../models/machine/layout.ts";
import type { Addr } from "../../models/machine/memory.ts";
import type { StepName } from "../../models/steps.ts";
import type { Command, Plan } from "../suite/random.ts";

export interface Expectations {
  exceptions: readonly Exception[];
  /** Also of a stage of a series, which is told on one of the era's kernels. */
  on(release: Release): Facts;
}

/** What ends otherwise in this era alone, although the same things were done. */
export interface Exception {
  name: string;
  /** Paths of the observation that may differ: a pattern for each. */
  differs: readonly RegExp[];
  /** Runs that it has to do with. */
  when(plan: Plan): boolean;
  reason: string;
  source: string;
  /** A short run that shows the difference. */
  witness: { driver: string; script: Command[] };
}

export interface Facts {
  /** Where a balloon has its callbacks. */
  callbacks: { table(k: Kernel, balloon: View): Addr; of: { readonly layout: Layout }; migrate: string };
  /** The mark is a flag of the page, not bits of page->mapping. */
  marksByFlag: boolean;
  borrowed: Borrowed;
  /** An owner that lets go of a page takes its mark away. */
  clearsMark: boolean;
  /** A type of page has one table of callbacks, which is registered once; else each page leads to its own. */
  hasTableOfType: boolean;
  /** /proc/kpageflags of a page of a balloon. */
  ballooned: number;
  /** A page of a balloon that is marked as movable reads as a clean page of a file. */
  looksLikeFile: boolean;
  /** Guards for which it has no place: what they would keep from happening cannot. */
  absent: readonly GuardName[];
  /** What the core does when a driver has told it of success. */
  afterSuccess: StepName;
  /** References of a movable page at home, and while it is isolated. */
  references: readonly [home: number, isolated: number];
  /** The core takes the page lock to isolate a page. If not, zsmalloc takes it for its own. */
  lockToIsolate: boolean;
  /** Only the lock of the balloons' lists covers the moment between two words of a page. */
  listLockAlone: boolean;
  /** A target is inflated where it is given out, so a balloon that is busy then is not asked again. */
  inflatesTargets: boolean;
  /** What is called where a block with three pages of a balloon goes offline. */
  offlining: string[];
  /** How often a contiguous range is tried where no page is left. */
  triesWithoutTarget: number;
  /** A page that cannot move stops a contiguous range which it is not in, but only in one pageblock with. */
  mindsWholePageblock: boolean;
  /** The free scanner of compaction holds its pages by a reference before one is asked for. */
  holdsFreePages: boolean;
  /** Compaction hears that the free path refused a target, and does not hand it out again. */
  hearsOfRefusals: boolean;
  /** A page that is freed has its private word emptied. */
  emptiesPrivate: boolean;
  /** What soft offlining calls before it isolates; null: nobody looked. */
  unlocksFirst: string | null;
  /** A contiguous range has no references at first, and the core of the balloons does what each driver did. */
  isOf2026: boolean;
  /** cmm counts its migrations, and works without migration support. */
  hasCmmFixes: boolean;
  has: { z3fold: boolean; secretmem: boolean };
  /** z3fold: whoever maps an object waits for a page that moves. */
  locksMaps: boolean;
  vmw: RefusedTarget;
  zsmalloc: Zsmalloc;
}

/** vmw_balloon: the host takes the old page back and then refuses the new one. How the core counts that, by the mode of the migration. */
interface RefusedTarget {
  async: "success" | "fail";
  sync: "success" | "fail";
  /** A page that its driver released is put back. */
  warns: boolean;
  /** Somebody counts that the page went. */
  countsDeflation: boolean;
}

interface Zsmalloc {
  /** What zs_page_migrate() says of an object that is found but not in use yet, each time that the core asks; empty: it waits. */
  pinned: number[];
  /** And of one in use. */
  inside: number[];
  /** Freed at once although a page of it is isolated, or later by a thread. */
  freedWhileIsolated: boolean;
  /** Pages of a zspage without COMPACTION, by zone: Normal, Movable. */
  zonesWithoutCompaction: [normal: number, movable: number];
  /** What goes wrong without one of its guards, where it has that: a fault, or what is seen in the end. By case: test/suite/zsmalloc-guards.test.ts. */
  unguarded: Readonly<Record<string, unknown>>;
  /** As ftrace saw it: what each of these calls. */
  calls: { malloc: string; free: string; migrate: string };
}

/** include/linux/page-flags.h: what bits are called on a page that is movable, as its words say. */
export interface Borrowed {
  names: Readonly<Record<string, string>>;
  isMovable(words: { mapping: number; top: number }): boolean;
}

export const BORROWED_BY_MAPPING: Borrowed = {
  names: { PG_reclaim: "PG_isolated" },
  isMovable: ({ mapping }) => (mapping & 3) === 2,
};

export const count = (plan: Plan, name: string) => plan.scripts.flat().filter(([each]) => each === name).length;
export const does = (plan: Plan, ...names: string[]) => plan.scripts.flat().some(([name]) => names.includes(name));

/** "6.16-p12" is as the kernel that it is told on. */
export const baseOf = ({ id }: Release) => id.replace(/-p\d+$/, "");

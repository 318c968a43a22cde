/** What is said of an era and not run: plain data, for whoever draws it, lists it or writes about it. */
import type { PageFlags } from "./machine/page-flags.ts";

export interface EraData {
  /** `history`: kernels had it, and recordings can hold it to them. `plan`: nobody has run it; it may lack drivers, and its releases need be no versions. */
  readonly kind: "history" | "plan";
  readonly title: string;
  /** The first kernel that had it, and the month in which that came; a plan has but the month in which it was told. */
  readonly since?: string;
  readonly month: string;
  /** As text on a dark page and on a light one: a contrast of 4.5 or more there, which the browser tests hold. */
  readonly colour: { readonly dark: string; readonly light: string };
  /** The words that say "movable", and the flag that does. */
  readonly mark: { readonly words: readonly string[]; readonly flag?: keyof PageFlags };
  /**
   * From a page to its callbacks: words to follow, one for each stop. Where the first is looked up instead of followed, the table that it is
   * looked up in.
   */
  readonly way: { readonly follow: readonly string[]; readonly table?: string };
  /** Do kernels of it migrate in two phases, all of a batch unmapped before the first is moved? */
  readonly batches: boolean;
  /** Does migratepage() of a driver take an address_space before its pages? */
  readonly mappingFirst?: boolean;
  /** Is the isolated flag set before the owner is asked? Then it says at first who may ask, and not that the page is away. */
  readonly claims?: boolean;
  /**
   * Is the reference count of a movable page 0 for as long as it is one? Then neither its owner nor whoever isolated it has a reference, and nobody
   * else can take one.
   */
  readonly uncounted?: boolean;
  /** Does a target for a PageOffline page have that type from the moment that it is given out? */
  readonly offlineTargets?: boolean;
}

/**
 * The invariants of a machine with movable pages, in order of their numbers. Where one cannot be seen in the memory, it is
 * on the list of what the models leave out.
 */
import { balloonConservation, events, isolatedCounter, managedPages, noLruAccounting } from "./accounting.ts";
import { contentsSurvive, handlesLead } from "./contents.ts";
import { flagAndType, mappingIsUnused, markIsSticky, tableOfTheType } from "./flag_and_type.ts";
import {
  freeIsClean,
  markNeedsReference,
  typedPageIsAccepted,
  typedPageIsRefused,
  unlockedBeforeLastPut,
} from "./free_pages.ts";
import type { Invariant } from "./invariant.ts";
import {
  isolatedIsMarked,
  isolatedIsOffOwnersList,
  isolationHoldsReference,
  nobodyLosesAPage,
  oneIsolator,
  oneList,
  slabIsNeverIsolated,
  tryAgainKeepsThePage,
} from "./isolation.ts";
import { batchIsLocked, lockOrder, locksBalance } from "./locking.ts";
import { edgesOfTheWord, markIgnoresType, pointerIsTable, tableMeansMark } from "./mapping_word.ts";
import {
  failureLeavesTargetClean,
  noResurrection,
  ownedIsOnOwnersList,
  releasedMeansWord,
  successMovesOwnership,
} from "./ownership.ts";

export const INVARIANTS: readonly Invariant[] = [
  freeIsClean,
  markNeedsReference,
  isolatedIsMarked,
  isolationHoldsReference,
  oneIsolator,
  oneList,
  isolatedIsOffOwnersList,
  ownedIsOnOwnersList,
  isolatedCounter,
  balloonConservation,
  releasedMeansWord,
  noResurrection,
  successMovesOwnership,
  failureLeavesTargetClean,
  tryAgainKeepsThePage,
  nobodyLosesAPage,
  locksBalance,
  lockOrder,
  noLruAccounting,
  contentsSurvive,
  handlesLead,
  managedPages,
  events,
  unlockedBeforeLastPut,
  tableMeansMark,
  pointerIsTable,
  edgesOfTheWord,
  markIgnoresType,
  slabIsNeverIsolated,
  markIsSticky,
  mappingIsUnused,
  tableOfTheType,
  flagAndType,
  typedPageIsAccepted,
  typedPageIsRefused,
  batchIsLocked,
];

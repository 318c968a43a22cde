/**
 * A search with random schedules beside it, and what is left of a limit for other ways to look. Depth first stays in one corner: when the time is nearly
 * over, orders with few preemptions come next, fewest first, because most mistakes show there, and random ones after that, which go everywhere.
 */
import { joined } from "./found.ts";
import type { Limits } from "./limits.ts";
import { CANCELLED, type Exploration, type ExploreOptions, FIRST_VIOLATION } from "./options.ts";
import { Scouts } from "./scouts.ts";
import { searching } from "./searching.ts";
import type { Sliced } from "./slices.ts";
import type { System } from "./system.ts";

/** Of a limit, what the search gets, and up to where orders with few preemptions are tried. */
const SEARCH = 6 / 8;
const FEW_PREEMPTIONS = 7 / 8;

export function* mixed(system: System, options: ExploreOptions, limits: Limits): Sliced<Exploration> {
  const scouts = new Scouts(system, options);
  limits.share(SEARCH, 0);
  if (!(yield* scouts.turn())) return { ...scouts.result, bound: CANCELLED };
  if (scouts.hasFound) return scouts.result;
  const searched = yield* searching(system, options, limits, scouts);
  // What they found has their part of the work in it.
  if (scouts.hasFound) return searched;
  if (limits.met === null) return scouts.counted(searched);
  const few = yield* fewPreemptions(system, options, limits, searched);
  if (few.bound !== searched.bound) return scouts.counted(few);
  // A limit of what is kept leaves nothing over for those that keep nothing.
  if (!limits.isShared) return scouts.counted(few);
  limits.share(1, few.executions + few.cut);
  const goesOn = yield* scouts.rest(limits);
  const all = joined(few, scouts.result);
  return { ...all, bound: goesOn ? (scouts.result.bound ?? few.bound) : CANCELLED };
}

/** With no preemption, with one, and so on. Has another bound than what was found so far where that is the last word. */
function* fewPreemptions(
  system: System,
  options: ExploreOptions,
  limits: Limits,
  searched: Exploration,
): Sliced<Exploration> {
  const { maxPreemptions = Number.POSITIVE_INFINITY } = options;
  let all = searched;
  for (let most = 0; most < maxPreemptions; most++) {
    limits.share(FEW_PREEMPTIONS, all.executions + all.cut);
    const few = yield* searching(system, { ...options, maxPreemptions: most }, limits);
    all = { ...joined(all, few), bound: searched.bound };
    if (few.bound === null || few.bound === CANCELLED || few.bound === FIRST_VIOLATION)
      return { ...all, bound: few.bound };
    if (few.bound !== `${most} preemptions`) break;
    all.preemptions = most;
  }
  return all;
}

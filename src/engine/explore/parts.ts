/**
 * A search in parts, for several machines that do not hear of each other. All that the first few steps can lead to is looked at, with no reduction, until
 * there are enough states to start from; every part has some of them, and searches on from there. What comes later is met from several starts: a part
 * knows the states that it has met itself, but not those of the other parts. So each takes less than the whole search, and all together more.
 * Neighbours have begun alike and meet again soon, so a part has those that stand together: with every nth instead, all parts meet nearly everything.
 */
import { includes, refuseTooMany } from "./actors.ts";
import { withEventually } from "./explore.ts";
import { joined, LIVELOCK, noteEnd, noteViolation } from "./found.ts";
import { Limits } from "./limits.ts";
import { type Exploration, type ExploreOptions, emptyExploration, FIRST_VIOLATION } from "./options.ts";
import { searching } from "./searching.ts";
import type { Sliced } from "./slices.ts";
import { StateKey } from "./state_key.ts";
import type { Choices, System } from "./system.ts";
import { Way } from "./way.ts";

/** From 1. */
export interface Part {
  number: number;
  of: number;
}

/** How many preemptions there were, or steps, is not known of a state that several orders lead to, nor who began first. */
export type PartOptions = Omit<ExploreOptions, "maxPreemptions" | "maxSteps" | "scouts" | "checkSystem" | "symmetry">;

/** States to start from for each part: they differ much in what comes after them. */
const STARTS = 32;
/** Where there are so many steps and not enough states, there is little to divide. */
const DEEPEST = 32;

/** What goes wrong before the starts, and what is asked of the whole, is the first part's to say. */
export function* exploringPart(system: System, options: PartOptions, { number, of }: Part): Sliced<Exploration> {
  refuseTooMany(system);
  const { result, starts } = startsOf(system, STARTS * of);
  const first = number === 1 ? result : emptyExploration();
  if (!options.findAll && first.violations.some(({ mild }) => !mild)) return { ...first, bound: FIRST_VIOLATION };
  const limits = new Limits(options);
  const mine = starts.filter((_, at) => Math.floor((at * of) / starts.length) === number - 1);
  const searched = yield* searching(system, options, limits, null, mine);
  const all = { ...joined(first, searched), bound: searched.bound };
  return number === 1 ? yield* withEventually(system, options, limits, all) : all;
}

/** What all parts have said, together. */
export function together(parts: readonly Exploration[]): Exploration {
  const bounds = new Set(parts.flatMap(({ bound }) => bound ?? []));
  const limits = [...bounds].filter((each) => each !== FIRST_VIOLATION);
  const all = [...limits, ...(bounds.has(FIRST_VIOLATION) ? [FIRST_VIOLATION] : [])];
  const { unfair, ...rest } = parts.reduce(joined, emptyExploration());
  // Where somebody goes round although everybody gets a turn, what else goes round is of no interest.
  const goesRound = rest.violations.some(({ kind }) => kind === LIVELOCK);
  return { ...rest, unfair: goesRound ? null : unfair, bound: all.length === 0 ? null : all.join(", ") };
}

/** Each state of the last layer once. Those of earlier ones stay apart, or what goes round among them would never come to the last. */
function startsOf(system: System, wanted: number): { result: Exploration; starts: Choices[] } {
  const result = emptyExploration();
  const way = new Way(system);
  const key = new StateKey();
  const wrong = system.checkStart?.() ?? null;
  if (wrong !== null) noteViolation(result, wrong, []);
  else if (system.enabled() === 0) noteEnd(result, system, []);
  let starts: Choices[] = wrong !== null || system.enabled() === 0 ? [] : [[]];
  for (let depth = 0; depth < DEEPEST && starts.length < wanted && starts.length > 0; depth++) {
    const next = new Map<string, Choices>();
    for (const start of starts) {
      way.lead(start);
      const enabled = system.enabled();
      for (let actor = 0; actor < system.actors.length; actor++) {
        if (!includes(enabled, actor)) continue;
        way.lead(start);
        const violation = way.step(actor);
        const choices = [...start, actor];
        key.read(system);
        const state = `${key.a} ${key.b}`;
        if (violation !== null) noteViolation(result, violation, choices);
        else if (system.enabled() === 0) noteEnd(result, system, choices);
        else if (!next.has(state)) next.set(state, choices);
      }
    }
    starts = [...next.values()];
  }
  result.steps = way.steps;
  return { result, starts };
}

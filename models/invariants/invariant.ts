/** What an invariant is. Numbers and texts are those of the project's list of invariants; the index has them all. */
import type { DifferenceName } from "../differences.ts";
import type { Era } from "../era.ts";
import type { Kernel } from "../machine/kernel.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

export interface Invariant {
  readonly id: `I-${number}`;
  /** One line. */
  readonly text: string;
  readonly source: string;
  /** Which eras have the rule, by what they say of themselves. Missing: all. */
  readonly of?: (era: Era) => boolean;
  /** Named differences of a kernel that has the rule although its era does not, or has it not although its era does. */
  readonly also?: DifferenceName;
  readonly except?: DifferenceName;
  /**
   * - `always`: after every step. Where a page lock or a driver's lock covers the moment at which it is untrue, the check itself
   *   passes over what is locked.
   * - `transition`: after every step, from what was before it.
   * - `quiet`: when no actor is inside an operation of a driver, so that counters are settled.
   * - `end`: when all actors are done, and every reference has an owner to show for it.
   */
  readonly when: "always" | "transition" | "quiet" | "end";
  /** While this is so, it is not looked at. */
  unless?(state: MachineState): boolean;
  /** What is broken about the machine as a whole; null when all is well. */
  check?(state: MachineState): string | null;
  /**
   * What is wrong with a page; null when all is well. It may depend on the page, now and before the step, on its neighbours on its list, and
   * on what its words lead to, but on no other page: it is only asked of pages of which one of these changed.
   */
  page?(page: PageState, before: PageState | undefined, state: MachineState): string | null;
}

export function isOf({ of }: Pick<Invariant, "of">, era: Era): boolean {
  return of === undefined || of(era);
}

/** The mark is in the low bits of the word that leads to the callbacks. */
export const marksInMapping = ({ mark }: Era): boolean => mark.words.includes("mapping");
export const marksByType = ({ mark }: Era): boolean => mark.words.includes("page_type");

/** Is it a rule of the kernel? */
export function applies(rule: Invariant, k: Kernel): boolean {
  const { also, except } = rule;
  if (except !== undefined && k.differs(except)) return false;
  return isOf(rule, k.era) || (also !== undefined && k.differs(also));
}

/** Guards as switches, and what is left out once one is switched. */
import type { GuardName } from "../../../models/guards.ts";

export interface GuardSwitches {
  /** Left out by the reader. */
  without: readonly GuardName[];
  /** Left out by the scenario itself, and so for good. */
  fixed: readonly GuardName[];
  toggle: (guard: GuardName) => void;
}

export function toggled(without: readonly GuardName[], guard: GuardName): GuardName[] {
  return without.includes(guard) ? without.filter((each) => each !== guard) : [...without, guard];
}

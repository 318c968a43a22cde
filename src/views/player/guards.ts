/** Guards as switches: which stand in some lines of the source, and what is left out once one is switched. */
import { GUARDS, type GuardName } from "../../../models/guards.ts";
import type { Line } from "./useSource.ts";

export interface GuardSwitches {
  /** Left out by the reader. */
  without: readonly GuardName[];
  /** Left out by the scenario itself, and so for good. */
  fixed: readonly GuardName[];
  toggle: (guard: GuardName) => void;
}

const ASKED = /\.guard\("([^"]+)"\)/g;

/** Each once, in the order of the lines. */
export function guardsIn(lines: readonly Line[]): GuardName[] {
  const text = lines.map((line) => line.map(([part]) => part).join("")).join("\n");
  const names = [...text.matchAll(ASKED)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name): name is GuardName => Object.hasOwn(GUARDS, name));
}

export function toggled(without: readonly GuardName[], guard: GuardName): GuardName[] {
  return without.includes(guard) ? without.filter((each) => each !== guard) : [...without, guard];
}

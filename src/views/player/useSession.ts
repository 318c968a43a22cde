/** The runs of a selection: here, where that is a matter of moments, and away from the page, where it may take any time. */

import { open, type Selection, type Session } from "../../engine/compare/session.ts";
import { isReaders } from "../../engine/scenario/readers.ts";
import { type Asked, useAway } from "../away/useAway.ts";

/** Choices that a page follows itself; what a stranger's link holds may be longer. */
const FEW = 1_000;

export function goesAway({ scenario, choices }: Pick<Selection, "scenario" | "choices">): boolean {
  return isReaders(scenario) || (choices?.length ?? 0) > FEW;
}

export function useSession(selection: Selection): Asked<Session> {
  const { scenario, kernels, without, invariants, choices } = selection;
  const away = goesAway(selection);
  const key = JSON.stringify([kernels, without, invariants, choices]);
  const asked = useAway("open", away ? selection : null, [away, scenario, key]);
  return away ? asked : { answer: open(selection), pending: false, failed: null, cancel: () => {} };
}

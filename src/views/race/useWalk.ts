/** How a race stands, and what everybody would do next. */
import { useMemo } from "preact/hooks";
import { type Move, movesFrom } from "../../engine/walk/moves.ts";
import { type Race, type Walk, walk } from "../../engine/walk/walk.ts";
import { type Asked, useAway } from "../away/useAway.ts";
import { goesAway } from "../player/useSession.ts";

interface Standing {
  here: Walk;
  moves: Move[];
}

export function useWalk(
  { scenario, kernel, without, invariants = true }: Race,
  choices: readonly number[],
): Asked<Standing> {
  const away = goesAway({ scenario, choices });
  const race = { scenario, kernel, without, invariants };
  const asked = useAway("race", away ? { race, choices } : null, [
    away,
    scenario,
    kernel,
    without.join(),
    invariants,
    choices,
  ]);
  const own = useMemo(() => {
    if (away) return null;
    const here = walk(race, choices);
    return { here, moves: movesFrom(here) };
  }, [away, scenario, kernel, without, invariants, choices]);
  return away ? asked : { answer: own, pending: false, failed: null, cancel: () => {} };
}

/** What a guard that is out would have met: the same choices, made with it in place; away from the page where a reader wrote the scenario. */
import { useMemo } from "preact/hooks";
import type { GuardName } from "../../../models/guards.ts";
import { type Race, walk } from "../../engine/walk/walk.ts";
import { type Asked, askedBy } from "../../engine/why/asked.ts";
import { useAway } from "../away/useAway.ts";
import type { Scene } from "./scene.ts";
import { goesAway } from "./useSession.ts";

/** `guard`: null where nothing is to be asked. Null where the run would go the same way, and until it is known. */
export function useAsked({ of, column }: Scene, guard: GuardName | null): Asked | null {
  const { trace, kernel } = column;
  const { scenario, without, invariants = true } = of;
  const none = guard === null || !without.includes(guard);
  const choices = useMemo(() => trace.steps.map(({ actor }) => trace.actors.indexOf(actor)), [trace]);
  const race: Race = { scenario, kernel, without: without.filter((each) => each !== guard), invariants };
  const away = goesAway({ scenario, choices });
  // One that the scenario itself leaves out is not put back: that would be another scenario.
  const { answer } = useAway("race", away && !none ? { race, choices } : null, [away, none, trace, guard]);
  const guarded = useMemo(() => (away || none ? null : walk(race, choices).trace), [away, none, trace, guard]);
  const found = away ? (none ? null : (answer?.here.trace ?? null)) : guarded;
  return useMemo(() => found && askedBy(trace, found), [trace, found]);
}

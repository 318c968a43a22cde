/** Race: the reader goes on from the step in view. What is chosen stands in the selection, so that a link holds it. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Session } from "../../engine/compare/session.ts";
import type { Asked } from "../away/useAway.ts";
import { Waiting } from "../away/Waiting.tsx";
import { alone } from "../player/alone.ts";
import { fullName } from "../player/eras.ts";
import type { PanelProps } from "../player/props.ts";
import { Screen } from "../player/Screen.tsx";
import { useSession } from "../player/useSession.ts";
import { Moves } from "./Race.tsx";
import { useWalk } from "./useWalk.ts";

export default function RacePanel(props: PanelProps): VNode {
  const { selection, onSelect, kernel } = props;
  const { scenario, without, invariants = true } = selection;
  const watched = useSession(selection).answer;
  const choices = useMemo(
    () => selection.choices ?? takenOf(watched, kernel, selection.step),
    [selection.choices, watched, kernel, selection.step],
  );
  const asked = useWalk({ scenario, kernel, without, invariants }, choices);
  const trace = asked.answer?.here.trace ?? null;
  const session = useMemo(() => trace && alone(trace, kernel), [trace, kernel]);
  const choose = (made: number[]) => onSelect({ ...selection, choices: made, step: made.length });
  const shown: Asked<Session> = { ...asked, answer: session };
  return (
    <Screen
      {...props}
      asked={shown}
      step={trace?.steps.length ?? 0}
      go={(step) => choose(choices.slice(0, step))}
      onlyBack
      goesOn={asked.answer?.here.verdict === null}
      badge="Your move"
      aside={{
        name: "Race",
        of: () =>
          asked.answer === null ? (
            <Waiting asked={asked} />
          ) : (
            <Moves
              {...asked.answer}
              onChoices={choose}
              isOld={asked.pending}
              onWatch={() => onSelect({ ...selection, panel: "watch", choices: [...choices], step: choices.length })}
            />
          ),
      }}
    />
  );
}

/** Who took the steps up to the one in view. */
function takenOf(session: Session | null, kernel: string, step: number): number[] {
  const column = session?.columns.find((each) => each.kernel === fullName(kernel));
  if (column === undefined) return [];
  const { steps, actors } = column.trace;
  return steps.slice(0, column.taken[step] ?? 0).map(({ actor }) => actors.indexOf(actor));
}

/** Every order: what the explorer finds is shown beside it, in the code and the machine, and can be raced on. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { open, type Selection } from "../../engine/compare/session.ts";
import { fullName } from "../player/eras.ts";
import type { PanelProps } from "../player/props.ts";
import { Screen } from "../player/Screen.tsx";
import { goesAway, useSession } from "../player/useSession.ts";
import { EveryOrder } from "./EveryOrder.tsx";

export default function OrdersPanel(props: PanelProps): VNode {
  const { selection, onSelect, kernel } = props;
  const { scenario, without } = selection;
  const asked = useSession(selection);
  const race = useMemo(() => ({ scenario, kernel, without }), [scenario, kernel, without]);
  return (
    <Screen
      {...props}
      asked={asked}
      step={selection.step}
      go={(step) => onSelect({ ...selection, step })}
      aside={{
        name: "Every order",
        of: () => (
          <EveryOrder
            race={race}
            wanted={selection.searched === true}
            onWanted={(searched) => onSelect({ ...selection, searched })}
            onOpen={(choices, panel) => {
              // They were found with the invariants, and end where one breaks.
              const found = { ...selection, panel, invariants: true, choices: [...choices] };
              onSelect({ ...found, step: lastStep(found, kernel) });
            }}
          />
        ),
      }}
    />
  );
}

/** The row in which the kernel in view has made all choices: the one that tells. */
function lastStep(selection: Selection, kernel: string): number {
  const { length } = selection.choices ?? [];
  if (goesAway(selection)) return length;
  const column = open(selection).columns.find((each) => each.kernel === fullName(kernel));
  return Math.max(0, column?.taken.indexOf(length) ?? length);
}

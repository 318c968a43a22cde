/** Every order: what the explorer finds can be opened in the player, or as a race to go on with. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { EveryOrder } from "./EveryOrder.tsx";
import type { ModeProps } from "./mode.ts";

export default function OrdersMode({ selection, kernel, onSelect, onMode }: ModeProps): VNode {
  const { scenario, without } = selection;
  const race = useMemo(() => ({ scenario, kernel, without }), [scenario, kernel, without]);
  return (
    <EveryOrder
      race={race}
      onOpen={(choices, mode) => {
        // They were found with the invariants, and end where one breaks.
        onSelect({ ...selection, kernels: [kernel], invariants: true, choices: [...choices], step: choices.length });
        onMode(mode);
      }}
    />
  );
}

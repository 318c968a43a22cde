/** One guard: ticked while it is in place. */
import type { VNode } from "preact";
import type { GuardName } from "../../../../models/guards.ts";
import { MAX_GUARDS } from "../../../engine/scenario/limits.ts";
import type { GuardSwitches } from "../guards.ts";

export function GuardSwitch({ guard, switches }: { guard: GuardName; switches: GuardSwitches }): VNode {
  const { without, fixed, toggle } = switches;
  const isFixed = fixed.includes(guard);
  const isOut = isFixed || without.includes(guard);
  // A link holds no more.
  const isOneTooMany = !isOut && without.length >= MAX_GUARDS;
  return (
    <label>
      <input type="checkbox" checked={!isOut} disabled={isFixed || isOneTooMany} onChange={() => toggle(guard)} />{" "}
      <code>{guard}</code>
    </label>
  );
}

/** The pages, references, locks and lists as they are after so many steps, with the parts of the player. Who does what next is not said. */
import type { VNode } from "preact";
import { stepText } from "../../../models/steps_without.ts";
import type { Trace } from "../../engine/trace/trace.ts";
import { momentOf } from "../player/moment.ts";
import { Held } from "../player/parts/Held.tsx";
import { Pages } from "../player/parts/Pages.tsx";

export function MachineNow({ trace, kernel, steps }: { trace: Trace; kernel: string; steps: number }): VNode {
  const column = { kernel, era: trace.era, trace, taken: [...trace.steps.keys(), trace.steps.length] };
  const rows = trace.steps.map((step) => ({
    actor: step.actor,
    step: step.step,
    what: stepText(step.step, trace.without),
    cells: [step],
  }));
  const moment = { ...momentOf({ columns: [column], rows, first: null, skipped: [] }, column, steps, 0), next: [] };
  return (
    <div class="player race-machine" data-era={trace.era}>
      <Pages moment={moment} />
      <Held moment={moment} />
    </div>
  );
}

/** A run as lanes: one column for each actor, time going down, as one reads a race. */

import { withLanes } from "../../models/machine/drains.ts";
import { changesIn } from "../engine/trace/text.ts";
import type { Trace, TraceStep } from "../engine/trace/trace.ts";
import { table } from "./parts/table.ts";

export function lanes({ actors: all, steps }: Trace): string {
  const actors = withLanes(all, steps);
  const rows = steps.map((step, at) => [
    [String(step.n)],
    ...actors.map((actor) => (actor === step.actor ? cell(step, steps[at - 1]) : [])),
  ]);
  return table([{ title: "" }, ...actors.map((title) => ({ title }))], rows);
}

function cell(now: TraceStep, before: TraceStep | undefined): string[] {
  const { step, actor, log, waits, stack } = now;
  const entered = before?.actor !== actor || before.stack.at(-1) !== stack.at(-1);
  return [
    ...(entered && stack.length > 0 ? [`${stack.at(-1)}():`] : []),
    step,
    ...changesIn(now).map((change) => `  ${change}`),
    ...log.map((line) => `  ${line}`),
    ...(waits === undefined ? [] : [`  waits for the lock in ${waits}`]),
  ];
}

/**
 * What a title says, as something that a run can be asked for: moments of its trace, in order. A moment is one step of one actor, and what is
 * to be seen in it. So a museum's run cannot drift away from its title without a test that fails.
 */

import * as v from "valibot";
import { keysOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";

/** Where the last moment has to be: what comes after the end of the story is for the tidying up. */
export const LAST_STEPS = 5;

const text = v.pipe(v.string("text"), v.trim(), v.minLength(1, "text"));

const moment = v.strictObject({
  who: v.pipe(text, v.description("The actor.")),
  step: v.picklist(keysOf(STEPS), "the name of a step in models/steps.ts"),
  changes: v.optional(v.pipe(text, v.description("Part of a change, such as `page 0 flags: +PG_isolated`."))),
  reads: v.optional(v.pipe(text, v.description("A word that is read and not changed, such as `page 1 mapping`."))),
  returns: v.optional(
    v.pipe(
      v.record(text, v.nullable(v.union([v.number(), v.boolean()])), "functions, and what they return"),
      v.description("What kernel functions return in the step."),
    ),
  ),
  logs: v.optional(v.pipe(text, v.description("What the kernel logs."))),
  ends: v.optional(v.pipe(text, v.description("Part of `kind: message` of the verdict. It is the last step."))),
});

export const event = v.strictObject({
  tells: v.pipe(text, v.description("The event in a sentence, for those who watch.")),
  moments: v.pipe(v.array(moment, "a list of moments"), v.minLength(1, "at least one moment")),
});

type Moment = v.InferOutput<typeof moment>;
export type BugEvent = v.InferOutput<typeof event>;

/** The steps at which the moments come, by number: the latest ones. Null: it does not happen. */
export function happensIn({ moments }: BugEvent, trace: Trace): number[] | null {
  const found: number[] = [];
  let from = trace.steps.length - 1;
  for (const each of moments.toReversed()) {
    const at = trace.steps.findLastIndex((step, n) => n <= from && matches(each, step, trace));
    if (at < 0) return null;
    found.unshift(at);
    from = at - 1;
  }
  return found;
}

/** Is this where the run ends? */
export function closes(found: readonly number[], { steps }: Trace): boolean {
  return (found.at(-1) ?? 0) >= steps.length - LAST_STEPS;
}

function matches(
  { who, step, changes, reads, returns = {}, logs, ends }: Moment,
  at: TraceStep,
  trace: Trace,
): boolean {
  const { kind, message } = trace.verdict;
  return (
    at.actor === who &&
    at.step === step &&
    (changes === undefined || changesIn(at).some((change) => change.includes(changes))) &&
    (reads === undefined || at.reads.includes(reads)) &&
    Object.entries(returns).every(([name, value]) =>
      at.calls.some(({ leave, result }) => leave === name && result === value),
    ) &&
    (logs === undefined || at.log.some((line) => line.includes(logs))) &&
    (ends === undefined || (at.n === trace.steps.length - 1 && `${kind}: ${message}`.includes(ends)))
  );
}

/** For a test that fails: the event, and what happened instead. */
export function tableOf(title: string, { tells, moments }: BugEvent, trace: Trace): string {
  const { kind, message } = trace.verdict;
  const last = trace.steps.slice(-LAST_STEPS).map((step) => {
    const { n, actor, step: name, calls, log } = step;
    const returned = calls.flatMap(({ leave, result }) =>
      leave && result !== undefined ? `${leave} = ${result}` : [],
    );
    return `  ${n} ${actor} ${name}: ${[...changesIn(step), ...returned, ...log].join("; ")}`;
  });
  const wanted = moments.map(
    (each) =>
      `  ${Object.values(each)
        .map((part) => JSON.stringify(part))
        .join(" ")}`,
  );
  return [`title: ${title}`, `event: ${tells}`, ...wanted, "last steps:", ...last, `  end: ${kind}: ${message}`].join(
    "\n",
  );
}

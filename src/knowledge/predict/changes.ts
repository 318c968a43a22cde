/** Which word changes, and to what? */
import { must } from "../../engine/must.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep, TraceWrite } from "../../engine/trace/trace.ts";
import type { Options } from "./questions.ts";

const NOTHING = "no word changes";

export function changeOptions({ steps }: Trace, at: number, doing: string): Options | null {
  const step = must(steps[at], "such step");
  const own = changesIn(step);
  const nearest = [...steps].sort((a, b) => Math.abs(a.n - at) - Math.abs(b.n - at));
  const others = nearest.flatMap((each) => each.writes.map((write) => ({ each, write })));
  // A word that has another value now, or a change that this step makes as well, would give the answer away or be right too.
  const possible = others.filter(({ write }) => write.before === valueAt(steps, at, write));
  const wrong = possible
    .flatMap(({ each, write }) => changesIn({ actor: each.actor, writes: [write] }))
    .filter((text) => !own.includes(text));
  const right = own[0] ?? NOTHING;
  const ask = `${doing} ${own.length > 1 ? "Which of these changes does it make?" : "What changes?"}`;
  return { ask, right, wrong: [...wrong.slice(0, 2), ...(own.length > 0 ? [NOTHING] : wrong.slice(2))] };
}

/** What the word holds before step `at`, as far as the run tells: undefined where it is never written. */
function valueAt(steps: readonly TraceStep[], at: number, { object, field }: TraceWrite): string | undefined {
  const writeIn = ({ writes }: TraceStep) => writes.find((each) => each.object === object && each.field === field);
  const before = steps.slice(0, at).findLast(writeIn);
  if (before) return writeIn(before)?.after;
  const after = steps.slice(at).find(writeIn);
  return after && writeIn(after)?.before;
}

/**
 * What to say of a wrong answer: what the reader probably took for granted, and the step that shows otherwise. And hints, the least telling first. All of
 * it is read off the run, as the answer is.
 */
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import type { Question } from "../predict/questions.ts";

/** Words that tell a reader nothing: links of lists, and what belongs to tasks. */
const KEEPING = /^task |[ .](next|prev)$/;
/** More of them than these tell nothing either. */
const MOST = 4;

export function explain(trace: Trace, at: number, { kind, options, answer }: Question, option: number): string {
  const step = trace.steps[at];
  const chosen = options[option] ?? "";
  if (step === undefined) return "";
  if (kind === "word") return aboutChange(trace, step, chosen);
  if (kind === "who") return aboutWho(trace, at, chosen, options[answer] ?? "");
  if (kind === "returns")
    return `For “${chosen}” the function would have had to find something else. ${seenBy(trace, step)}`;
  return `It doesn’t come to “${chosen}”. ${seenBy(trace, step)}`;
}

export function hintsFor(trace: Trace, at: number): string[] {
  const step = trace.steps[at];
  if (step === undefined) return [];
  const reads = readBy(step);
  const looks =
    reads.length === 0
      ? "This step looks at no word that others could have changed."
      : `This step looks at ${listed(reads)}.`;
  const where = step.stack.at(-1);
  const place = where === undefined ? "It begins an operation." : `It stands in ${where}(), in the code.`;
  return [`${place} ${looks}`, seenBy(trace, step), stepsAhead(trace, step)];
}

function aboutChange(trace: Trace, step: TraceStep, chosen: string): string {
  const made = trace.steps.find((each) => each !== step && changesIn(each).includes(chosen));
  if (made) return `That change is made, but not here: ${told(trace, made)} makes it. ${when(step, made)}`;
  const [write] = step.writes.filter(({ bookkeeping }) => bookkeeping !== true);
  if (write) return `You took this for a step that only looks. It writes to ${write.object}.`;
  return `This step only looks. ${seenBy(trace, step)}`;
}

function aboutWho({ actors, start, steps }: Trace, at: number, chosen: string, right: string): string {
  const next = steps[at - 1]?.next ?? start.next;
  const isIn = (text: string, name: string) =>
    text === "both" || text.startsWith("all ") || text.split(" and ").includes(name);
  const wrong = actors.findIndex((name) => isIn(chosen, name) !== isIn(right, name));
  const name = actors[wrong];
  const there = next[wrong];
  if (there === null || there === undefined) return `You counted on ${name}. It has nothing more to do.`;
  if (there.waits !== undefined) return `You counted on ${name}. It waits for ${there.waits}.`;
  return `You left out ${name}. Nothing holds it up: it is about to take ${there.step}.`;
}

/** The last change to what the step looks at. */
function seenBy(trace: Trace, step: TraceStep): string {
  const reads = new Set(readBy(step));
  const isSeen = (write: TraceStep["writes"][number]) => reads.has(`${write.object} ${write.field}`);
  const before = trace.steps.slice(0, step.n).findLast(({ writes }) => writes.some(isSeen));
  const write = before?.writes.find(isSeen);
  if (before === undefined || write === undefined)
    return "Nobody has changed what this step looks at since the start of the run.";
  const change = write.change ?? `${write.before} became ${write.after}`;
  return `Look at ${told(trace, before)}: ${write.object} ${write.field}, ${change}. That is what this step sees.`;
}

function stepsAhead(trace: Trace, step: TraceStep): string {
  const next = trace.steps.slice(step.n + 1).find(({ actor }) => actor === step.actor);
  if (next === undefined) return `It is the last step that ${step.actor} takes.`;
  return `Afterwards ${step.actor} goes on with ${next.step}: ${stepText(next.step, trace.without).toLowerCase()}.`;
}

function readBy(step: TraceStep): string[] {
  return step.reads.filter((word) => !KEEPING.test(word)).slice(0, MOST);
}

function told({ without }: Trace, { n, actor, step }: TraceStep): string {
  return `step ${n + 1} (${actor}: ${stepText(step, without).toLowerCase()})`;
}

function when(step: TraceStep, made: TraceStep): string {
  return made.n < step.n ? "That is over." : "That is still to come.";
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Why an answer is wrong: what whoever gave it probably had in mind, and the step that disproves it. For Predict, and for the stations. */
import { stepLabel } from "../../../models/step_labels.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { type Crossing, crossingsAt } from "../../engine/why/crossings.ts";
import { ending } from "../../engine/why/endings.ts";
import { failureOf } from "../../engine/why/failure.ts";
import { lastWrite } from "../../engine/why/history.ts";
import { did, The, the, valueText, wordText } from "../../engine/why/names.ts";
import type { Question } from "./questions.ts";

/** `chosen`: of the question's options. `at`: the step that it is about, from 0. */
export function explain(run: Trace, at: number, question: Question, chosen: number): string {
  const option = question.options[chosen] ?? "";
  if (question.kind === "who") return aboutWho(run, at);
  if (question.kind === "word") return aboutWord(run, at, option);
  if (question.kind === "verdict") return `${ending(run)}${because(run, failureOf(run)?.crossing ?? null)}`;
  return aboutResult(run, at);
}

/** Who waits, and for whom; who is done. */
function aboutWho({ actors, start, steps }: Trace, at: number): string {
  const next = steps[at - 1]?.next ?? start.next;
  const told = actors.flatMap((actor, number) => {
    const move = next[number];
    if (move === null || move === undefined) return `${The(actor)} is done.`;
    if (move.waits === undefined) return [];
    const holder = steps
      .slice(0, at)
      .findLast(({ writes }) =>
        writes.some(
          ({ object, field, change }) =>
            `${object} ${field}` === move.waits && /\+PG_locked|taken by/.test(change ?? ""),
        ),
      );
    const since = holder ? `, which ${the(holder.actor)} took in step ${holder.n + 1}` : "";
    return `${The(actor)} waits for ${wordText(move.waits)}${since}.`;
  });
  return told.length > 0 ? told.join(" ") : "Nobody waits for a lock here, and nobody is done.";
}

/** The change that was chosen is made elsewhere in the run, or there is one although none was expected. */
function aboutWord(run: Trace, at: number, option: string): string {
  const { steps, without } = run;
  const makes = (step: TraceStep) => changesIn(step).includes(option);
  const before = steps.slice(0, at).findLast(makes);
  const after = steps.slice(at + 1).find(makes);
  const place = ({ n, actor, step }: TraceStep) => `step ${n + 1}, where ${the(actor)} ${stepLabel(step, without)}`;
  if (before) return `That has happened already, in ${place(before)}.`;
  if (after) return `That comes later, in ${place(after)}.`;
  const step = steps[at];
  return step
    ? `You may have taken it for a step that only looks: here ${the(step.actor)} ${stepLabel(step.step, without)}.`
    : "";
}

function aboutResult(run: Trace, at: number): string {
  const [crossing = null] = crossingsAt(run, at);
  const told = because(run, crossing);
  return told === "" ? "Nothing had changed under it: what it read is what it had left there." : told.trim();
}

function because(run: Trace, crossing: Crossing | null): string {
  const written = crossing && lastWrite(run, crossing.word, crossing.change + 1);
  if (crossing === null || !written) return "";
  const reader = run.steps[crossing.at]?.actor ?? "";
  const look = crossing.look === null ? "" : `, after ${the(reader)} had looked in step ${crossing.look + 1}`;
  return ` ${The(reader)} read ${wordText(crossing.word)}: ${valueText(crossing.word, crossing.after)}. ${The(written.step.actor)} had ${did(written.write)} in step ${written.at + 1}${look}.`;
}

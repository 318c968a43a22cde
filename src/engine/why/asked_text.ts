/** What a guard would have done, in words: how the sentence goes on that names the step. */
import { stepLabel } from "../../../models/step_labels.ts";
import type { StepName } from "../../../models/steps.ts";
import type { Asked, Otherwise } from "./asked.ts";
import { the, valueText, wordText } from "./names.ts";

/** A word or a value of the machine, which is set in another type. */
export type Piece = string | { code: string };

/** `without`: what is left out besides it. */
export function askedPieces(asked: Asked, without: readonly string[]): Piece[] {
  const { actor, reads, changes, otherwise, next, instead } = asked;
  const label = (step: StepName) => `“${stepLabel(step, without)}”`;
  const [first] = reads;
  if (first === undefined && changes.length === 0 && otherwise === null)
    return [
      " does the same. What tells the runs apart is what is checked after it, or was done before the first step.",
    ];
  const does: Piece[] =
    first !== undefined
      ? [
          `${the(actor)} asks${first.again ? " again" : ""}, reads ${wordText(first.word)}: `,
          { code: valueText(first.word, first.value) },
        ]
      : changes.length > 0 || otherwise === null
        ? [`${the(actor)} changes ${changes.slice(0, 2).map(wordText).join(" and ")}`]
        : otherwisePieces(the(actor), otherwise, label);
  const goes = next === null ? "" : `, and goes on with ${label(next)}`;
  const not = next === null || instead === null || label(instead) === label(next) ? "" : `, not with ${label(instead)}`;
  return [" goes another way: ", ...does, `${goes}${not}.`];
}

function otherwisePieces(actor: string, of: Otherwise, label: (step: StepName) => string): Piece[] {
  if (of.kind === "first") return [`${actor} does this first, and not ${label(of.instead)}`];
  if (of.kind === "leaves")
    return [`${actor} leaves `, { code: of.value }, ` in ${wordText(of.word)}, not `, { code: of.instead }];
  if (of.kind === "keeps")
    return [`${actor} leaves ${wordText(of.word)} as it is: `, { code: valueText(of.word, of.value) }];
  if (of.kind === "waits")
    return [`${actor} ${of.isWithout ? "doesn’t have to wait for" : "waits for"} ${wordText(of.word)}`];
  if (of.kind === "calls")
    return [
      `${actor} calls `,
      { code: `${of.fn}()` },
      ...(of.instead === null ? [] : [", not ", { code: `${of.instead}()` }]),
    ];
  if (of.kind === "returns") return [{ code: `${of.fn}()` }, ` returns ${of.value}, not ${of.instead}`];
  if (of.kind === "orders") return [`what ${actor} stores later has to wait for what it stored so far`];
  return [`${actor} sees the same`];
}

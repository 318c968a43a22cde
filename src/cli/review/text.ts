/** A report on one screen of 80 columns, fit for a mail: the verdict, then the causes, then what was tried and what was not. */
import { counted } from "../../engine/counted.ts";
import { must } from "../../engine/must.ts";
import { ADVICE } from "../../engine/verdicts/advice.ts";
import type { Report, ReportedCause } from "../../review/report.ts";
import type { Shown, ShownStep } from "../../review/show.ts";
import type { TouchedFunction } from "../../review/touched.ts";
import { headOf, triedText } from "../../review/words.ts";
import { paint } from "../parts/terminal.ts";
import { WIDTH, wrapped } from "./wrap.ts";

/** Causes with their order; of the others there is a line. */
const DRAWN = 2;
const LISTED = 12;
/** Of what one cause shows as. */
const PARTS = 4;

export function textOf(report: Report): string {
  const { verdict, causes, missed, notTried } = report;
  const lines = [
    paint(["bold", verdict.kind === "none" ? "green" : "red"], verdict.text),
    ...wrapped(about(report)),
    "",
  ];
  for (const [at, cause] of causes.slice(0, LISTED).entries()) {
    lines.push(...causeLines(cause, at, report.patch.functions));
  }
  if (causes.length > LISTED) lines.push(`… and ${causes.length - LISTED} more causes: --json has them all`);
  if (causes.length > 0) lines.push("");
  lines.push(...wrapped(`Tried: ${triedText(report)}.`));
  if (missed.length > 0) lines.push(...wrapped(`Never reached by any run: ${missed.join(", ")}.`));
  for (const each of notTried) lines.push(...wrapped(`Not tried: ${each}.`));
  return `${lines.join("\n")}\n`;
}

function about({ patch: { subject, sources, functions, eras } }: Report): string {
  const what = functions.map(({ name }) => `${name}()`).join(", ");
  return `${subject || sources.join(", ")}: ${what === "" ? "no function" : what} of ${eras.join(", ") || "no era"}`;
}

function causeLines(cause: ReportedCause, at: number, functions: readonly TouchedFunction[]): string[] {
  const { kind, questions, shown, damage, message, kernels, parts } = cause;
  const seen = counted(questions.length, "comparison");
  const where =
    kernels.length > 0 ? ` on ${kernels.length > 3 ? counted(kernels.length, "kernel") : kernels.join(", ")}` : "";
  const lines = wrapped(`${at + 1}. ${headOf(cause)} (${seen}${where})`);
  if (shown !== null && at < DRAWN) {
    // Orders of these stop where the accesses meet.
    lines.push(...lanesOf(shown, kind === "race" || kind === "atomic" ? message : shown.told));
  }
  if ((shown === null || at >= DRAWN) && message !== "" && message !== cause.cause)
    lines.push(...wrapped(message, "   "));
  if (parts.length > 0) lines.push(...wrapped(`Shows as ${some(parts.map(partText))}.`, "   "));
  const advice = ADVICE.get(cause.cause);
  if (advice !== undefined) lines.push(...wrapped(`${placeOf(cause, functions)}${advice}`, "   "));
  if (kind === "rule" && damage !== null) {
    const orders = counted(damage.executions, "order");
    const bound = damage.bound === null ? "" : `, not all (${damage.bound})`;
    const found = damage.kinds.length > 0 ? damage.kinds.join(", ") : `none found in ${orders}${bound}`;
    lines.push(...wrapped(`Damage beyond the rule: ${found}.`, "   "));
  }
  return lines;
}

/** Code that never comes back tells nobody where it is: then it is in what was changed, or called from there. */
function placeOf({ shown }: ReportedCause, functions: readonly TouchedFunction[]): string {
  const { step, stack = [] } = shown?.steps.at(-1) ?? {};
  if (step !== undefined) return `Place: ${stack.length > 0 ? `${stack.at(-1)}(), ` : ""}step ${step}. `;
  const changed = functions.map(({ name, file, line }) => `${name}() at ${file}:${line}`);
  return changed.length > 0 ? `Place: ${changed.join(", ")}, or what is called there. ` : "";
}

const partText = ({ cause, questions }: ReportedCause["parts"][number]) => `${cause} (${questions})`;

function some(texts: readonly string[]): string {
  const more = texts.length > PARTS ? `; and ${texts.length - PARTS} more` : "";
  return `${texts.slice(0, PARTS).join("; ")}${more}`;
}

/** One column for each actor, and a row for each time that somebody else goes on. */
function lanesOf({ scenario, kernel, actors, steps, choices, isShortest }: Shown, told: string): string[] {
  const width = Math.floor((WIDTH - 6) / actors.length);
  const row = (number: string, actor: string, text: string) =>
    `   ${number.padEnd(3)}${" ".repeat(actors.indexOf(actor) * width)}${text}`.trimEnd();
  const heads = `      ${actors.map((name) => name.slice(0, width - 1).padEnd(width)).join("")}`.trimEnd();
  const shortest = isShortest ? "the shortest order" : "its own order";
  const lines = [
    ...wrapped(`${scenario} on ${kernel}, ${shortest}, ${counted(choices.length, "step")}:`, "   "),
    heads,
  ];
  for (const turn of turnsOf(steps)) {
    const room = WIDTH - 6 - actors.indexOf(turn.actor) * width;
    for (const [at, text] of turn.texts.entries()) {
      lines.push(
        row(at === 0 ? String(turn.from) : "", turn.actor, text.length > room ? `${text.slice(0, room - 1)}…` : text),
      );
    }
  }
  return [...lines, ...wrapped(`→ ${told === "" ? "ends" : told}`, "   ")];
}

function turnsOf(steps: readonly ShownStep[]): { actor: string; from: number; texts: string[] }[] {
  const turns: { actor: string; from: number; steps: ShownStep[] }[] = [];
  for (const [at, step] of steps.entries()) {
    const last = turns.at(-1);
    if (last?.actor === step.actor) last.steps.push(step);
    else turns.push({ actor: step.actor, from: at, steps: [step] });
  }
  return turns.map(({ actor, from, steps: own }) => {
    const [first, last] = [must(own[0], "first step"), must(own.at(-1), "last step")];
    const inside = last.stack.at(-1);
    const names = own.length === 1 ? first.step : `${first.step} … ${last.step} (${own.length} steps)`;
    return { actor, from, texts: [names, ...(inside ? [`  in ${inside}()`] : [])] };
  });
}

/** A trace as text: one line for each step and each word that it changed, below the functions that the actor is in. */

import { stepText } from "../../models/steps_without.ts";
import { must } from "../engine/must.ts";
import { changesIn } from "../engine/trace/text.ts";
import type { Trace, TraceStep } from "../engine/trace/trace.ts";
import { ADVICE } from "../engine/verdicts/advice.ts";
import { tell } from "../engine/verdicts/tell.ts";
import { wordOf } from "../engine/verdicts/vocabulary.ts";
import { type Line, table, terminalWidth } from "./parts/table.ts";
import { type Format, paint } from "./parts/terminal.ts";

/** From this width on there is room for the source places. */
const WIDE = 110;
const ACTOR_COLOURS: readonly Format[] = ["magenta", "blue", "yellow", "green", "cyan", "red"];

export function printTrace(trace: Trace, withRaw: boolean): string {
  const { scenario, era, kernel, without, actors, steps, verdict } = trace;
  const guards = without.length > 0 ? `, without ${without.join(", ")}` : "";
  const head = `${paint("bold", scenario.title)}\n${era}, Linux ${kernel.release} (${kernel.source})${guards}\n\n`;
  const wide = terminalWidth() >= WIDE;
  const columns = [
    { title: "n" },
    ...(actors.length > 1 ? [{ title: "actor", whole: true as const }] : []),
    { title: "step", whole: true as const },
    { title: "what changed" },
    ...(wide ? [{ title: "source", whole: true as const }] : []),
  ];
  const rows = steps.flatMap((step, at) => {
    const colour = must(ACTOR_COLOURS[actors.indexOf(step.actor) % ACTOR_COLOURS.length], "such colour");
    const cells = [
      [String(step.n)],
      // Indented by the number of the actor, so that two can be told apart without colour.
      ...(actors.length > 1
        ? [[{ text: `${"  ".repeat(actors.indexOf(step.actor))}${step.actor}`, format: colour }]]
        : []),
      [{ text: step.step, format: "cyan" as const }],
      told(step, without, withRaw),
      ...(wide ? [[{ text: placeText(step), format: "dim" as const }]] : []),
    ];
    const path = pathOf(step, steps[at - 1]);
    return path === null ? [cells] : [[[""], [{ text: path, format: colour }]], cells];
  });
  return `${head}${table(columns, rows)}\n${printVerdict({ verdict, steps, era })}\n`;
}

/** The functions that the step's actor is in, where they are others than before; what has not changed in short. */
function pathOf({ actor, stack }: TraceStep, before: TraceStep | undefined): string | null {
  // Between two kernel functions: in the scenario's own operation.
  if (stack.length === 0) return before?.actor === actor && before.stack.length === 0 ? null : `${actor}: –`;
  if (before?.actor !== actor) return `${actor}: ${stack.join(" › ")}`;
  const shared = stack.findIndex((name, depth) => before.stack[depth] !== name);
  if (shared < 0 && stack.length === before.stack.length) return null;
  const from = Math.max(0, (shared < 0 ? stack.length : shared) - 1);
  return `${from > 0 ? "… › " : ""}${stack.slice(from).join(" › ")}`;
}

function placeText({ place }: TraceStep): string {
  return place === null ? "" : `${place.file.replace(/^models\//, "")}:${place.line}`;
}

/** What a step did, in lines: words that changed, log lines, a lock that it waits for. Otherwise what it looked at, in words. */
function told(trace: TraceStep, without: readonly string[], withRaw: boolean): Line[] {
  const { step, log, waits } = trace;
  const lines = [...changesIn(trace, withRaw), ...log, ...(waits === undefined ? [] : [`waits for ${waits}`])];
  return lines.length > 0 ? lines : [{ text: `(${lower(stepText(step, without))})`, format: "dim" }];
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** One line, and one more for each expectation that failed. */
export function printVerdict({ verdict, steps, era }: Pick<Trace, "verdict" | "steps" | "era">): string {
  const { kind, mismatches = [] } = verdict;
  const word = wordOf(verdict);
  if (kind === "expectation") {
    const count = `${mismatches.length} ${mismatches.length === 1 ? "expectation" : "expectations"} failed`;
    const lines = mismatches.map(
      ({ path, expected, found }) => `  ${path}: found ${shown(found)}, expected ${shown(expected)}`,
    );
    return paint("red", [`${era}: ${word}: ${count}`, ...lines].join("\n"));
  }
  const advice = kind === "ok" ? undefined : ADVICE.get(word);
  const text = `${era}: ${verdictText({ word, told: tell({ verdict, steps }), isExpected: kind === "ok" })}`;
  return advice === undefined ? text : `${text}\n  ${advice}`;
}

/** As every command prints a verdict. */
export function verdictText({ word, told, isExpected }: { word: string; told: string; isExpected: boolean }): string {
  const text = told === "" ? word : `${word}: ${told}`;
  const isForetold = isExpected && told !== "";
  return `${paint(isExpected ? "green" : "red", text)}${isForetold ? " (as the scenario expects)" : ""}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

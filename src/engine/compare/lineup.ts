/**
 * Runs of one scenario in several eras, lined up by actor and step name: what all do stands in one row, what only some do
 * has empty cells, and the first place where the runs part is named.
 */

import { diffArrays } from "diff/lib/diff/array.js";
import type { StepName } from "../../../models/steps.ts";
import { stepText } from "../../../models/steps_without.ts";
import { must } from "../must.ts";
import type { Comparison, Trace, TraceStep } from "../trace/trace.ts";
import { COMPARISON_FORMAT, COMPARISON_VERSION } from "../trace/version.ts";
import { flatten } from "./flatten.ts";

export interface LineupRow {
  actor: string;
  step: StepName;
  /** The step in words. */
  what: string;
  /** One cell per run, in their order; null where the run has no such step here. */
  cells: (TraceStep | null)[];
}

export interface Lineup {
  runs: Trace[];
  rows: LineupRow[];
  /** Row of the first difference and what it is; null when the runs are the same. */
  first: { row: number; why: string } | null;
}

export function lineUp(runs: Trace[]): Lineup {
  let rows: LineupRow[] = [];
  runs.forEach((run, column) => {
    rows = weave(rows, run, column, runs.length);
  });
  return { runs, rows, first: firstDifference(rows, runs) };
}

/** Adds one run's steps to the rows: into a row where they fit, in rows of their own where they do not. */
function weave(rows: LineupRow[], { steps, without }: Trace, column: number, width: number): LineupRow[] {
  const woven: LineupRow[] = [];
  let nextRow = 0;
  let nextStep = 0;
  for (const part of diffArrays(rows.map(key), steps.map(key))) {
    for (let each = 0; each < part.value.length; each++) {
      if (part.removed) {
        woven.push(must(rows[nextRow++], "such row"));
        continue;
      }
      const step = must(steps[nextStep++], "such step");
      const row = part.added ? emptyRow(step, without, width) : must(rows[nextRow++], "such row");
      row.cells[column] = step;
      woven.push(row);
    }
  }
  return woven;
}

function emptyRow({ actor, step }: TraceStep, without: readonly string[], width: number): LineupRow {
  return { actor, step, what: stepText(step, without), cells: new Array(width).fill(null) };
}

function key({ actor, step }: { actor: string; step: StepName }): string {
  return `${actor} ${step}`;
}

function firstDifference(rows: LineupRow[], runs: Trace[]): Lineup["first"] {
  const row = rows.findIndex(differs);
  if (row < 0) return null;
  const { actor, step, cells } = must(rows[row], "such row");
  if (!cells.includes(null)) return { row, why: `${actor}'s ${step} changes other words` };
  const having = runs.filter((_, column) => cells[column] !== null);
  return { row, why: `only ${names(having)}: ${actor} does ${step}` };
}

/** Not in all runs, or one in which they change other words. Functions have other names in other eras, which counts for nothing. */
export function differs({ cells }: LineupRow): boolean {
  return cells.includes(null) || new Set(cells.map((cell) => changesOf(must(cell, "cell")))).size > 1;
}

function changesOf({ writes }: TraceStep): string {
  return writes
    .filter(({ bookkeeping }) => !bookkeeping)
    .map(({ object, field, before, after, change }) => `${object} ${field} ${change ?? `${before} ${after}`}`)
    .sort()
    .join("\n");
}

function names(runs: Trace[]): string {
  return runs.map(({ era }) => era).join(" and ");
}

/** The line-up as data, in which a row names the steps of each run by their numbers. */
export function comparisonOf({ runs, rows, first }: Lineup, skipped: string[]): Comparison {
  return {
    format: COMPARISON_FORMAT,
    version: COMPARISON_VERSION,
    runs,
    rows: rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cell?.n ?? null) })),
    first,
    end: endDifferences(runs),
    skipped,
  };
}

/** The end states of the runs, flattened: only the lines in which they are not all the same. */
export function endDifferences(runs: Trace[]): EndFact[] {
  return endStates(runs).filter(({ values }) => !alike(values));
}

/** One thing that can be seen in the end, and what it is in each run. */
export interface EndFact {
  path: string;
  values: unknown[];
}

export function endStates(runs: Trace[]): EndFact[] {
  const flat = runs.map(({ end }) => new Map(flatten(end, "")));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  return paths.map((path) => ({ path, values: flat.map((each) => each.get(path)) }));
}

export function alike(values: readonly unknown[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size === 1;
}

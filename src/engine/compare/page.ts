/** A scenario on one kernel of each era, the reference where that can run it, in the form that pages show. Run when the site is built. */
import type { EraId } from "../../../models/era.ts";
import { execute } from "../run/execute.ts";
import { kernelsFor, REFERENCES, whyNot } from "../scenario/runnable.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { TraceStep } from "../trace/trace.ts";
import { wordOf } from "../verdicts/vocabulary.ts";
import { differs, endDifferences, lineUp } from "./lineup.ts";

export interface LinedUp {
  title: string;
  eras: { id: EraId; kernel: string; verdict: string }[];
  /** Missing where there is one actor. */
  rows: { actor?: string; step: string; what: string; differs: boolean; cells: (Cell | null)[] }[];
  /** The first difference, in words, the name of the step in code font; null where there is none. */
  first: string | null;
  /** What can be seen from outside in the end, where the eras do not agree. */
  end: { path: string; values: unknown[] }[];
  /** Eras that the scenario cannot run in, and why. */
  skipped: { id: EraId; why: string }[];
}
interface Cell {
  fn: string;
  changes: { place: string; before: string; after: string; change?: string }[];
}

export function linedUp(scenario: Scenario): LinedUp {
  const kernels = kernelsFor(scenario);
  const runs = kernels.map(({ era, release }) => execute(scenario, era, release));
  const { rows, first } = lineUp(runs);
  const several = scenario.actors.length > 1;
  return {
    title: scenario.title,
    eras: runs.map(({ era, kernel, verdict }) => ({
      id: era,
      kernel: kernel.release,
      verdict: wordOf(verdict),
    })),
    rows: rows.map((row) => ({
      ...(several ? { actor: row.actor } : {}),
      step: row.step,
      what: row.what,
      differs: differs(row),
      cells: row.cells.map((cell) => cell && shown(cell)),
    })),
    first: first?.why.replace(/[\w-]+:[\w-]+/, "`$&`") ?? null,
    end: endDifferences(runs),
    skipped: REFERENCES.flatMap((reference) => {
      if (kernels.some(({ era }) => era === reference.era)) return [];
      return [{ id: reference.era.id, why: whyNot(scenario, reference) ?? "" }];
    }),
  };
}

function shown({ stack, writes }: TraceStep): Cell {
  return {
    fn: stack.at(-1) ?? "",
    changes: writes
      .filter(({ bookkeeping }) => !bookkeeping)
      .map(({ object, field, before, after, change }) => ({
        place: `${object} ${field}`,
        before,
        after,
        ...(change === undefined ? {} : { change }),
      })),
  };
}

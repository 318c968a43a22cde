/** The default scenario on the three eras, in the form that the first page shows. Run when the site is built. */
import text from "../../content/scenarios/balloon-compaction.yaml?raw";
import { ERAS } from "../../models/index.ts";
import { execute } from "../run/execute.ts";
import { loadScenario } from "../scenario/load.ts";
import { lineUp } from "./lineup.ts";

export interface LinedUp {
  title: string;
  eras: { id: "aops" | "mops" | "flags"; kernel: string; verdict: string }[];
  rows: {
    step: string;
    what: string;
    cells: ({ fn: string; changes: { place: string; before: string; after: string; change?: string }[] } | null)[];
  }[];
}

export function defaultLineup(): LinedUp {
  const scenario = loadScenario(text, "content/scenarios/balloon-compaction.yaml");
  const traces = ERAS.flatMap((era) => era.releases.slice(0, 1).map((release) => execute(scenario, era, release)));
  const { rows } = lineUp(traces);
  return {
    title: scenario.title,
    eras: ERAS.map(({ id }, column) => ({
      id,
      kernel: traces[column]?.kernel.release ?? "",
      verdict: traces[column]?.verdict.kind ?? "",
    })),
    rows: rows.map(({ step, what, cells }) => ({
      step,
      what,
      cells: cells.map(
        (cell) =>
          cell && {
            fn: cell.stack.at(-1) ?? "",
            changes: cell.writes
              .filter(({ bookkeeping }) => !bookkeeping)
              .map(({ object, field, before, after, change }) => ({
                place: `${object} ${field}`,
                before,
                after,
                ...(change === undefined ? {} : { change }),
              })),
          },
      ),
    })),
  };
}

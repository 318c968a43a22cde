/** `eras kernel conform`: pattern by pattern, does the model do what the kernel was recorded doing? */
import { ERAS, findEra } from "../../../models/index.ts";
import { messageOf } from "../../engine/message.ts";
import { CannotRun } from "../../engine/run/cannot_run.ts";
import { knownPatterns, recordingsIn, storedRecordings } from "../../knowledge/kernels/files.ts";
import { type HeldRecording, heldTo } from "../../knowledge/kernels/held.ts";
import { findScenario } from "../../knowledge/scenarios/files.ts";
import { UsageError, unknown } from "../parts/command.ts";
import { table } from "../parts/table.ts";
import { paint, print, printJson } from "../parts/terminal.ts";

interface Conformed {
  /** "mops@6.1". */
  kernel: string;
  pattern: string;
  scenario: string;
  /** Calls that both sides have. */
  compared: number;
  /** null: equal. */
  difference: string | null;
}

/** The exit status. `names`: a kernel and a pattern, or one of them, or none. `folder`: of recordings of the reader's own. */
export function conform(names: readonly string[], folder: string | undefined, json: boolean, usage: string): number {
  const { kernel, pattern } = asked(names, usage);
  const all = folder === undefined ? storedRecordings() : recordingsIn(folder, kernel);
  const held = all.filter(
    (each) => each.kernel === (kernel ?? each.kernel) && each.pattern.id === (pattern ?? each.pattern.id),
  );
  if (held.length === 0) {
    const there = all.filter((each) => each.kernel === kernel || each.pattern.id === pattern);
    const expected = (there.length > 0 ? there : all).map((each) =>
      there.length > 0 ? `${each.kernel} ${each.pattern.id}` : each.kernel,
    );
    throw new UsageError(
      `there is no recording of ${[kernel, pattern].filter(Boolean).join(" ")}`,
      [...new Set(expected)].join(", "),
    );
  }
  const results = held.map(conformed);
  if (json) printJson(results);
  else print(report(results));
  return results.every(({ difference }) => difference === null) ? 0 : 1;
}

function asked(names: readonly string[], usage: string): { kernel?: string; pattern?: string } {
  const ids = knownPatterns().map(({ id }) => id);
  const kernels = ERAS.flatMap(({ id, releases }) => releases.map((release) => `${id}@${release.id}`));
  const [first, second, ...more] = names;
  if (more.length > 0) throw new UsageError(`unexpected "${more[0]}"`, usage);
  if (first === undefined) return {};
  const alone = second === undefined && ids.includes(first);
  const found = alone ? undefined : findEra(first);
  if (!alone && !found)
    throw unknown(second === undefined ? "kernel or pattern" : "kernel", first, [
      ...kernels,
      ...(second === undefined ? ids : []),
    ]);
  const pattern = alone ? first : second;
  if (pattern !== undefined && !ids.includes(pattern)) throw unknown("pattern", pattern, ids);
  return { ...(found && { kernel: `${found.era.id}@${found.release.id}` }), ...(pattern !== undefined && { pattern }) };
}

function conformed(held: HeldRecording): Conformed {
  const { kernel, pattern } = held;
  const found = findEra(kernel);
  if (!found) throw new TypeError(`no model of ${kernel}`);
  const result = { kernel, pattern: pattern.id, scenario: pattern.scenario };
  try {
    const { rows, difference } = heldTo(held, findScenario(pattern.scenario), found);
    return { ...result, compared: rows.filter((row) => row.kernel && row.model).length, difference };
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    return { ...result, compared: 0, difference: `the model cannot run it: ${messageOf(error)}` };
  }
}

function report(results: readonly Conformed[]): string {
  const rows = results.map(({ kernel, pattern, compared, difference }, at) => [
    [kernel === results[at - 1]?.kernel ? "" : kernel],
    [pattern],
    [difference === null ? `equal, ${compared} calls` : { text: difference, format: "red" as const }],
  ]);
  const equal = results.filter(({ difference }) => difference === null).length;
  const last = `${equal} of ${results.length} recordings agree with the models`;
  const columns = ["kernel", "pattern", "kernel and model"].map((title) => ({ title }));
  return `${table(columns, rows)}\n${paint(equal === results.length ? "green" : "red", last)}\n`;
}

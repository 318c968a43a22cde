/** What is wrong with a scenario file, said so that the reader can repair it: place, found, expected, and what to do. */
import { LineCounter } from "yaml";
import { clean } from "./show.ts";

export interface Problem {
  /** From 1. Null where it is about the file and not a place in it. */
  place: { line: number; column: number } | null;
  found: string;
  expected: string;
  /** A name that was probably meant. */
  suggestion?: string;
  /** What usually leads to this. */
  cause?: string;
  /** What to do next. */
  action: string;
  /** All of it, with the line of the file and a caret below it. */
  message: string;
}

export type Finding = Omit<Problem, "place" | "message" | "action"> & { action?: string };

const MAX_PROBLEMS = 20;

/** A scenario that cannot be run as it stands. */
export class ScenarioError extends Error {
  readonly file: string;
  /** At most 20, in the order of the file. */
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    const shown = problems.slice(0, MAX_PROBLEMS);
    const left = problems.length - shown.length;
    const rest = left > 0 ? [`${clean(file)}: and ${left > 900 ? "many" : left} more. Repair these first.`] : [];
    super([...shown.map(({ message }) => message), ...rest].join("\n\n"));
    this.name = "ScenarioError";
    this.file = file;
    this.problems = shown;
  }
}

/** Collects what is wrong with one file. Offsets are into its text. */
export class Report {
  readonly file: string;
  readonly text: string;
  private readonly lines = new LineCounter();
  private readonly findings: { offset: number | null; finding: Finding }[] = [];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    for (let start = 0; ; ) {
      this.lines.addNewLine(start);
      start = text.indexOf("\n", start) + 1;
      if (start === 0) break;
    }
  }

  add(offset: number | null, finding: Finding): void {
    if (this.findings.length < 1000) this.findings.push({ offset, finding });
  }

  get empty(): boolean {
    return this.findings.length === 0;
  }

  place(offset: number): { line: number; column: number } {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return { line, column: col };
  }

  throwIfAny(): void {
    if (this.empty) return;
    const sorted = this.findings.toSorted((a, b) => (a.offset ?? -1) - (b.offset ?? -1));
    const problems = sorted.map(({ offset, finding }) => this.problem(offset, finding));
    throw new ScenarioError(this.file, problems);
  }

  private problem(offset: number | null, { action, ...finding }: Finding): Problem {
    const place = offset === null ? null : this.place(offset);
    const todo = finding.suggestion === undefined ? (action ?? "Change it.") : `Did you mean "${finding.suggestion}"?`;
    const where = place ? `${this.file}:${place.line}:${place.column}` : this.file;
    const text = [`${finding.found}.`, `Expected ${finding.expected}.`, finding.cause && `${finding.cause}.`, todo];
    const message = `${clean(`${where}: ${text.filter(Boolean).join(" ")}`)}${place ? this.excerpt(place) : ""}`;
    return { place, ...finding, action: todo, message };
  }

  /** The line, cut around the column where it is long. */
  private excerpt({ line, column }: { line: number; column: number }): string {
    const start = this.lines.lineStarts[line - 1] ?? 0;
    const from = Math.max(0, column - 81);
    const before = this.text.slice(start + from, start + column - 1);
    const [after = ""] = this.text.slice(start + column - 1, start + from + 120).split(/\r?\n/, 1);
    const margin = String(line);
    const caret = `${" ".repeat(margin.length)} | ${" ".repeat([...clean(before)].length)}^`;
    return `\n  ${margin} | ${clean(before + after).trimEnd()}\n  ${caret}`;
  }
}

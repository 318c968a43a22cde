/**
 * Which code of the models was executed, as V8 knows it by itself: nothing of the models has to be changed for it. In blocks, as counting calls alone keeps V8
 * from making code fast.
 */
import { type Profiler, Session } from "node:inspector";
import { type Declaration, declarationsIn } from "../../engine/source/declarations.ts";
import { readModels } from "../../knowledge/source/files.ts";

/** By file, from 1. */
export type Lines = Readonly<Record<string, readonly number[]>>;

interface Source {
  text: string;
  /** Offsets at which lines begin. */
  begins: number[];
  declarations: readonly Declaration[];
  /** Lines that nobody has come by. */
  missed: Set<number>;
}

export class Coverage {
  private readonly session = new Session();
  private readonly sources = new Map<string, Source>();
  private readonly known = new Map<string, string | null>();
  /** Ids of what was executed while the models were loaded. */
  private readonly atLoad: readonly string[];

  /** Before the models are loaded. */
  static begin(): { loaded(lines: Lines): Coverage } {
    const session = new Session();
    session.connect();
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    return { loaded: (lines) => new Coverage(session, lines) };
  }

  private constructor(session: Session, lines: Lines) {
    this.session = session;
    const folder = new URL("./", import.meta.resolve("../../../models/index.ts"));
    for (const [file, text] of Object.entries(readModels())) {
      const begins = [0];
      for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) begins.push(at + 1);
      const missed = new Set(lines[file]);
      const url = new URL(file.slice("models/".length), folder).href;
      this.sources.set(url, { text, begins, declarations: declarationsIn(file, text), missed });
    }
    this.atLoad = [];
    this.atLoad = this.take();
  }

  /** Ids of the declarations of which a function was executed since it was last asked, or while the models were loaded. */
  take(): string[] {
    const executed = new Set(this.atLoad);
    this.session.post("Profiler.takePreciseCoverage", (_, { result }) => {
      for (const { url, functions } of result) {
        const source = this.sources.get(url);
        if (!source) continue;
        for (const { ranges } of functions) {
          const [whole] = ranges;
          // The last one is the file.
          if (!whole || whole.count === 0 || whole.endOffset >= source.text.length) continue;
          const id = this.idAt(url, source, whole.startOffset);
          if (id !== null) executed.add(id);
        }
        if (source.missed.size > 0) comeBy(source, functions);
      }
    });
    return [...executed];
  }

  /** "models/flags/isolate.ts:34": of the lines, those that nobody has come by. */
  missed(): string[] {
    const sources = [...this.sources.values()];
    return sources.flatMap(({ declarations, missed }) => [...missed].map((line) => `${declarations[0]?.file}:${line}`));
  }

  private idAt(url: string, { begins, declarations }: Source, offset: number): string | null {
    const key = `${url} ${offset}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const line = begins.findLastIndex((begin) => begin <= offset) + 1;
    const id = declarations.findLast((each) => each.line <= line)?.id ?? null;
    this.known.set(key, id);
    return id;
  }
}

/** A line was come by where the smallest part that has its first word was. */
function comeBy({ text, begins, missed }: Source, functions: readonly Profiler.FunctionCoverage[]): void {
  const all = functions.flatMap(({ ranges }) => ranges);
  for (const line of missed) {
    const begin = begins[line - 1] ?? 0;
    const offset = begin + Math.max(0, text.slice(begin).search(/\S/));
    const around = all.filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
    const [inner] = around.sort((a, b) => a.endOffset - a.startOffset - (b.endOffset - b.startOffset));
    if (inner && inner.count > 0 && inner.endOffset - inner.startOffset < text.length - 1) missed.delete(line);
  }
}

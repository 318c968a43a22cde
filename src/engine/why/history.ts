/** The words of a run: in which steps each was written, and in which somebody looked at it. Read from the trace once. */
import type { Trace, TraceStep, TraceWrite } from "../trace/trace.ts";

/** "page 0 mapping". */
export type Word = string;

export interface Written {
  /** The step, from 0. */
  at: number;
  step: TraceStep;
  write: TraceWrite;
}

interface History {
  writes: Map<Word, Written[]>;
  /** Steps that loaded the word, or changed it. */
  looks: Map<Word, number[]>;
}

const known = new WeakMap<Trace, History>();

export function wordOf({ object, field }: Pick<TraceWrite, "object" | "field">): Word {
  return `${object} ${field}`.trim();
}

/** In order. */
export function writesOf(trace: Trace, word: Word): readonly Written[] {
  return historyOf(trace).writes.get(word) ?? [];
}

/** The last write of the word among the first `taken` steps. */
export function lastWrite(trace: Trace, word: Word, taken: number): Written | null {
  return writesOf(trace, word).findLast(({ at }) => at < taken) ?? null;
}

/** The last step of the actor, before step `before`, that saw what the word holds. */
export function lastLook(trace: Trace, word: Word, actor: string, before: number): number | null {
  const looks = historyOf(trace).looks.get(word) ?? [];
  return looks.findLast((at) => at < before && trace.steps[at]?.actor === actor) ?? null;
}

/** What the word held once so many steps were taken, as far as the run tells: null where it never changes, and no trace tells it. */
export function valueAfter(trace: Trace, word: Word, taken: number): string | null {
  const before = lastWrite(trace, word, taken);
  if (before !== null) return before.write.after;
  const next = writesOf(trace, word)[0];
  if (next !== undefined) return next.write.before;
  const [object, field] = apart(word);
  return trace.start.words[object]?.[field] ?? null;
}

/** "page 0 lru.next": "page 0" and "lru.next". Names of objects have spaces, those of fields have none, but for that of a list. */
export function apart(word: Word): [object: string, field: string] {
  if (word.endsWith(" on list")) return [word.slice(0, -" on list".length), "on list"];
  const at = word.lastIndexOf(" ");
  return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
}

function historyOf(trace: Trace): History {
  const found = known.get(trace) ?? read(trace);
  known.set(trace, found);
  return found;
}

function read({ steps }: Trace): History {
  const writes: History["writes"] = new Map();
  const looks: History["looks"] = new Map();
  const push = <T>(map: Map<Word, T[]>, word: Word, value: T) => {
    const list = map.get(word);
    if (list) list.push(value);
    else map.set(word, [value]);
  };
  for (const [at, step] of steps.entries()) {
    for (const word of step.reads) push(looks, word, at);
    for (const write of step.writes) {
      push(looks, wordOf(write), at);
      if (!write.bookkeeping) push(writes, wordOf(write), { at, step, write });
    }
  }
  return { writes, looks };
}

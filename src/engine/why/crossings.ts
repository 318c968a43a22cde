/**
 * Where one actor's write decided what another one read: the reader had looked at the word, or never had, somebody else changed it, and now the
 * reader meets the change. A word that is as it was when the reader looked decided nothing.
 */
import type { Trace } from "../trace/trace.ts";
import { lastLook, lastWrite, valueAfter, type Word } from "./history.ts";

export interface Crossing {
  word: Word;
  /** The reader's last look before the change; null: it had not looked, or that is not asked. Steps, from 0. */
  look: number | null;
  /** The last change, by somebody else. */
  change: number;
  /** The step that reads. */
  at: number;
  /** What the reader had seen, or could have; what it reads now. */
  before: string;
  after: string;
}

/** Those of one step; the one that tells most first. */
export function crossingsAt(trace: Trace, at: number): Crossing[] {
  return wordsOf(trace, at, crossing);
}

/** What the step reads and somebody else changed last, even if the reader has looked since: it took no notice, or asked something else of the word. */
export function changedBefore(trace: Trace, at: number): Crossing[] {
  return wordsOf(trace, at, (...of) => changed(...of, null));
}

type Find = (trace: Trace, word: Word, at: number, actor: string) => Crossing | null;

function wordsOf(trace: Trace, at: number, find: Find): Crossing[] {
  const step = trace.steps[at];
  if (step === undefined) return [];
  const words = new Set([...(step.waits === undefined ? [] : [step.waits]), ...step.reads]);
  return [...words].flatMap((word) => find(trace, word, at, step.actor) ?? []).sort((a, b) => rank(b) - rank(a));
}

function crossing(trace: Trace, word: Word, at: number, actor: string): Crossing | null {
  const look = lastLook(trace, word, actor, at);
  const found = changed(trace, word, at, actor, look);
  return found !== null && look !== null && look > found.change ? null : found;
}

/** `look`: null: as if the reader had not looked. */
function changed(trace: Trace, word: Word, at: number, actor: string, look: number | null): Crossing | null {
  const written = lastWrite(trace, word, at);
  if (written === null || written.step.actor === actor) return null;
  const before = valueAfter(trace, word, look === null ? 0 : look + 1);
  const { after } = written.write;
  if (before === null || before === after) return null;
  return { word, look, change: written.at, at, before, after };
}

/** A word that was looked at before tells more than one that was not; a word of a page more than one of something else; a late change more. */
function rank({ word, look, change }: Crossing): number {
  return (look === null ? 0 : 1_000_000) + (word.startsWith("page ") ? 500_000 : 0) + change;
}

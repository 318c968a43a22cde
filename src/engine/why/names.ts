/** How a sentence names actors, words of the memory, and what became of a word. */
import type { TraceWrite } from "../trace/trace.ts";
import { apart, type Word } from "./history.ts";

/** What actors of scenarios are called that is no name: "the scanner", but "kcompactd". */
const NOUNS = new Set(
  (
    "admin allocator balloon device driver first holder module mover onlooker ordinary other owner reader scanner second stranger thread " +
    "user waiter worker writer"
  ).split(" "),
);

export function the(actor: string): string {
  return NOUNS.has(actor) ? `the ${actor}` : actor;
}

export function The(actor: string): string {
  return upper(the(actor));
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

export function lower(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** "mapping of page 0". */
export function wordText(word: Word): string {
  const [object, field] = apart(word);
  if (field === "on list") return `the list of ${object}`;
  return field === "" ? object : `${field} of ${object}`;
}

/** What the write did, after "had": "cleared the pointer in mapping of page 0". */
export function did(write: TraceWrite): string {
  const { object, field, before, after, change } = write;
  const on = object.startsWith("page ") ? object : `the ${object}`;
  if (after === "freed") return `freed ${on}`;
  if (field === "on list")
    return after === "none" ? `taken ${on} off ${listText(before)}` : `put ${on} on ${listText(after)}`;
  if (/(^|\.)owner$/.test(field))
    return after === "NULL" || after === "0" ? `released ${lockText(write)}` : `taken ${lockText(write)}`;
  if (field === "_refcount") return refs(Number(before), Number(after), on);
  if (change !== undefined && field === "flags") return flagText(change, on);
  if (field === "page_type") return after === "buddy" ? `freed ${on}` : `changed the type of ${on} to ${after}`;
  if (/^NULL( \| [1-3])?$/.test(after)) return `cleared ${field} of ${on}`;
  if (/^NULL/.test(before)) return `set ${field} of ${on}`;
  return `changed ${field} of ${on} to ${after}`;
}

/** The first few of several, after "has". */
export function didAll(writes: readonly TraceWrite[]): string {
  const all = [...new Set(writes.map(did))];
  const told = all.slice(0, MAX_TOLD);
  const more = all.length - told.length;
  const last = more > 0 ? `changed ${more} more ${more === 1 ? "word" : "words"}` : told.pop();
  return [told.join(", "), last].filter(Boolean).join(" and ");
}

const MAX_TOLD = 3;

function listText(list: string): string {
  return list.startsWith("free_area") ? "the free list" : `the list of ${list}`;
}

function lockText({ object, field }: TraceWrite): string {
  return `the lock ${`${object} ${field}`.replace(/\.?owner$/, "").trim()}`;
}

function refs(before: number, after: number, on: string): string {
  if (after === 0) return `dropped the last reference to ${on}`;
  if (after < before) return `dropped a reference to ${on}`;
  return `taken a reference to ${on}`;
}

/** "+PG_locked -PG_isolated". */
function flagText(change: string, on: string): string {
  if (change === "+PG_locked") return `locked ${on}`;
  if (change === "-PG_locked") return `unlocked ${on}`;
  const told = change.split(" ").map((each) => `${each.startsWith("+") ? "set" : "cleared"} ${each.slice(1)}`);
  return `${told.join(" and ")} on ${on}`;
}

/** A value as a reader should take it: what a bare number or NULL means there. */
export function valueText(word: Word, value: string): string {
  const [, field] = apart(word);
  if (field === "mapping" && /^NULL \| [1-3]$/.test(value)) return `${value} (the bits are set, the pointer is gone)`;
  if (field === "flags" && value === "0") return "no flag set";
  if (value === "freed") return "freed memory";
  return value;
}

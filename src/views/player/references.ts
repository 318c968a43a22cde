/**
 * Who has the references to a page: as many as it has, at every step. The invariants name owners, isolators and users; the rest is kept
 * here as an account of the steps: who took one more than that, and whose reference is still there although its owner let go.
 */
import type { Words } from "../../engine/trace/replay.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";

export interface PageHolders {
  page: string;
  count: number;
  /** Their references add up to `count`. */
  held: { who: string; references: number }[];
  /** Whom the page still counts as theirs, with no reference left for it. */
  claims: string[];
}

/** Where no word and no step tells whose a reference is. */
export const SOMEBODY = "someone else";
/** As the invariants call it. */
const NOBODY = "whoever (isolated it)";

/** A reference that is nobody's by name. `letGo`: its owner, or isolator, is that no more. */
interface Extra {
  who: string;
  letGo: boolean;
}

interface Account {
  count: number;
  names: readonly string[];
  extras: Extra[];
  /** Who isolated it, as long as only the steps tell that. */
  isolator: string;
}

export function holdersAt(
  trace: Trace,
  taken: number,
  pages: readonly string[],
  words: ReadonlyMap<string, Words>,
): PageHolders[] {
  return pages.map((page) => {
    const names = trace.start.holders[page] ?? [];
    const first = Number(trace.start.words[page]?._refcount ?? words.get(page)?.get("_refcount") ?? 0);
    let account: Account = { count: first, names, extras: nobodys(first - names.length), isolator: "somebody" };
    for (const step of trace.steps.slice(0, taken)) account = after(account, step, page);
    return told(page, account);
  });
}

function after(before: Account, { actor, writes, holders }: TraceStep, page: string): Account {
  const write = writes.find(({ object, field }) => object === page && field === "_refcount");
  const names = holders?.[page] ?? before.names;
  if (write === undefined && names === before.names) return before;
  const count = write === undefined ? before.count : Number(write.after);
  const lost = without(before.names, names);
  const gained = without(names, before.names);
  const taken = Math.max(0, count - before.count);
  const pool: Extra[] = [
    ...before.extras,
    ...Array.from({ length: taken }, () => ({ who: actor, letGo: false })),
    ...lost.map((name) => ({ who: nameOf(name, before.isolator), letGo: true })),
  ];
  // What is dropped, or has a name now, is first of all what was let go of in this step, and then the actor's own.
  const rank = (extra: Extra, at: number) =>
    at >= pool.length - lost.length ? 0 : extra.who === actor && !extra.letGo ? 1 : extra.letGo ? 2 : 3;
  const wanted = Math.max(0, count - names.length);
  const order = pool.map((extra, at) => ({ extra, rank: rank(extra, at) })).sort((a, b) => b.rank - a.rank);
  const extras = order.slice(0, wanted).map(({ extra }) => extra);
  const isolator = gained.includes(NOBODY) ? actor : before.isolator;
  return { count, names, extras: [...extras, ...nobodys(wanted - extras.length)], isolator };
}

function told(page: string, { count, names, extras, isolator }: Account): PageHolders {
  const named = names.map((name) => (name === NOBODY ? `${isolator} (isolated it)` : name));
  const others = extras.map(({ who, letGo }) =>
    letGo ? `${who} (let go of it, and has yet to drop this)` : who === SOMEBODY ? who : `${who} (in passing)`,
  );
  const held = Map.groupBy([...named.slice(0, count), ...others], (who) => who);
  return {
    ...{ page, count, claims: named.slice(count) },
    held: [...held].map(([who, { length }]) => ({ who, references: length })),
  };
}

function nobodys(length: number): Extra[] {
  return Array.from({ length: Math.max(0, length) }, () => ({ who: SOMEBODY, letGo: false }));
}

/** Those of `some` that `others` have not, or not as often. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function nameOf(name: string, isolator: string): string {
  return name === NOBODY ? isolator : name.replace(" (isolated it)", "");
}

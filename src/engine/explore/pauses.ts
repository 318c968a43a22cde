/** What an actor of actor_system.ts says where a step of it ends. */
import type { NamedWords, Start } from "./named_words.ts";

type Condition = () => boolean;
/**
 * Of its next step: what it does, what must hold before it, or both. An actor that must wait looks, waits, and goes on. `looks: false`: it waits
 * without a look, for one word, such as a lock. `remembers`: all that the rest of it depends on besides the words and the name of this step. Whatever else it has
 * learnt so far no longer tells two states apart.
 */
export type Pause = string | Condition | Saying | undefined;
interface Saying {
  step: string;
  until?: Condition;
  looks?: false;
  remembers?: readonly number[];
}

/** The step that comes next. */
export interface Announced {
  /** Null: there is none. */
  goesOn: Condition | null;
  /** The word that it waits for without a look, or 0. */
  gate: number;
  /** What it does, in words. */
  next: string;
}

const always = () => true;

export const FIRST: Announced = { goesOn: always, gate: 0, next: "starts" };
export const ENDED = { goesOn: null, gate: 0 };

export function announced<S extends Start>(pause: Pause, words: NamedWords<S>): Announced {
  if (typeof pause === "string") return { goesOn: always, gate: 0, next: pause };
  if (typeof pause !== "object") return { goesOn: pause ?? always, gate: 0, next: "goes on" };
  const { step, until = always, looks = true } = pause;
  if (looks) return { goesOn: until, gate: 0, next: step };
  const [gate = 0] = words.noting(until).accesses;
  const asks = () => {
    const before = words.noted.length;
    const result = until();
    const accesses = words.noted.slice(before);
    if (gate === 0 || accesses.some((access) => access !== gate)) throw new TypeError(notOne(step, accesses, words));
    return result;
  };
  words.noting(asks);
  return { goesOn: asks, gate, next: step };
}

function notOne<S extends Start>(step: string, accesses: readonly number[], words: NamedWords<S>): string {
  const asked = [...new Set(accesses)].map((access) => words.nameOf(access & ~1)).join(", ") || "none";
  return `"${step}" waits without a look, which is for one word that it only loads, always the same: it asks for ${asked}; leave out "looks: false"`;
}

/** Null: it says nothing of that, so it may be anything. No history looks like this. */
export function remembered(pause: Pause): string | null {
  return typeof pause === "object" && pause.remembers ? `${pause.step}: ${pause.remembers}` : null;
}

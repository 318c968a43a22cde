/**
 * What an actor has learnt, as a hash. An operation depends on what went before it only by what earlier ones returned, and by the pages that
 * have names when it begins: there a new chapter begins, and what was learnt before is forgotten.
 */
import { mix } from "../state_key.ts";
import type { Names } from "./names.ts";

export interface Chapter {
  /** How it began, and its hash. */
  readonly beginning: string;
  readonly hash: number;
  /** Of what was learnt since, and under which names. */
  readonly a: number;
  readonly b: number;
  readonly names: string;
}

export const FIRST_CHAPTER: Chapter = { beginning: "", hash: 0, a: 0, b: 0, names: "" };

export function newChapter(told: readonly unknown[], { pages }: Names): Chapter {
  const names = [...pages].map(([name, { addr }]) => [name, addr]);
  const beginning = JSON.stringify([told, names]);
  return { beginning, hash: hashText(beginning), a: 0, b: 0, names: "" };
}

/** After one more step. */
export function learntMore(
  { beginning, hash, a, b, names }: Chapter,
  { learntA, learntB }: { learntA: number; learntB: number },
  { id }: Names,
): Chapter {
  const under = names.endsWith(` ${id}`) ? names : `${names} ${id}`;
  return { beginning, hash, a: mix(a ^ learntA) + 1, b: mix(b + learntB) + 3, names: under };
}

function hashText(text: string): number {
  let hash = 1;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/**
 * What an actor depends on besides the memory and what the functions that it runs have learnt (knowledge.ts of the machine): what earlier
 * operations returned, and the pages that have names. Where an operation ends a new chapter begins.
 */
import type { Names } from "./names.ts";

export interface Chapter {
  readonly beginning: string;
  /** All that pages were named while it lasted. */
  readonly names: string;
}

export const FIRST_CHAPTER: Chapter = { beginning: "", names: "" };

export function newChapter(told: readonly unknown[], { pages }: Names): Chapter {
  const names = [...pages].map(([name, { addr }]) => [name, addr]);
  return { beginning: JSON.stringify([told, names]), names: "" };
}

/** After one more step. */
export function longer(chapter: Chapter, { id }: Names): Chapter {
  const { beginning, names } = chapter;
  return names.endsWith(` ${id}`) ? chapter : { beginning, names: `${names} ${id}` };
}

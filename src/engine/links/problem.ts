/** What is wrong with a link, said so that whoever opened it knows what they are looking at, and what to do. */
import { clean } from "../scenario/show.ts";

/** What each part of a link holds, by its letter. The order is that of a link. */
export const PARTS = {
  v: "the version of the models",
  s: "the scenario",
  x: "the edited scenario",
  e: "the kernels",
  g: "the guards that are left out",
  o: "the memory",
  i: "whether invariants count",
  c: "the choices",
  p: "the step",
  m: "the panel",
  k: "the kernel in view",
  f: "whether every order was tried",
} as const;

export type Part = keyof typeof PARTS;

export interface LinkProblem {
  /** Null where it is about the link as a whole. */
  part: Part | null;
  found: string;
  expected: string;
  /** What was done about it, or what the reader can do. */
  action: string;
  /** All of it, as plain text. */
  message: string;
}

export function problem(part: Part | null, found: string, expected: string, action: string): LinkProblem {
  const where = part === null ? "" : `${part}= (${PARTS[part]}): `;
  const message = clean(`${where}${found}. Expected ${expected}. ${action}`);
  return { part, found: clean(found), expected, action, message };
}

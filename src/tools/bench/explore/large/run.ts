/** What is too much for a search, and by how much. */
import { answerOf } from "../process.ts";
import { LARGE } from "./scenarios.ts";

export interface Large {
  id: string;
  bound: string | null;
  /** Kinds of what goes wrong. */
  wrong: number;
  states: number;
  steps: number;
  ends: number;
  /** How much of it was done where it stopped, as a guess. */
  estimate: number;
  /** CPU time. */
  ms: number;
}

export async function larges(maxTime: number, progress: (text: string) => void): Promise<Large[]> {
  const found: Large[] = [];
  for (const [at, { title }] of LARGE.entries()) {
    progress(title);
    found.push({ id: title, ...(await answerOf<Omit<Large, "id">>("large/child.ts", { at, maxTime })) });
  }
  return found;
}

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
  /** Where it stopped: how many states there are, as an estimate. */
  estimatedStates: number | null;
  /** CPU time. */
  ms: number;
}

export async function larges(maxTime: number, progress: (text: string) => void): Promise<Large[]> {
  const found: Large[] = [];
  for (const [at, { title }] of LARGE.entries()) {
    progress(title);
    found.push({
      id: title,
      ...(await answerOf<Omit<Large, "id">>(new URL("./child.ts", import.meta.url), { at, maxTime })),
    });
  }
  return found;
}

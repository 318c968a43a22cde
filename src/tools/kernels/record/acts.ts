/** acts.txt: what the actors of the guest do, and who they are. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isKeyOf } from "../../../../models/keys.ts";

export interface Act {
  name: string;
  /** By their marks: done before the tracer looks, while it does, and after it. Each line is an actor and what it does. */
  before: string[];
  during: string[];
  after: string[];
}

const MARKS = { "-": "before", "+": "during", "=": "after" } as const;

export const ACTS = actsIn(readFileSync(join(import.meta.dirname, "acts.txt"), "utf8"));

export function actsIn(text: string): Act[] {
  const acts: Act[] = [];
  for (const line of text.split("\n").filter((each) => each !== "" && !each.startsWith("#"))) {
    const mark = line.charAt(0);
    const act = acts.at(-1);
    if (!isKeyOf(MARKS, mark)) acts.push({ name: line, before: [], during: [], after: [] });
    else if (act === undefined)
      throw new Error(`acts.txt: "${line}" belongs to no act. A line with its name comes first`);
    else act[MARKS[mark]].push(line.slice(2));
  }
  return acts;
}

/** Is it none of the module's threads that does what this actor has to do? The host has a driver do it, or the shell of the guest does. */
export function doneByOthers({ during }: Act, actor: string): boolean {
  return during.some((line) => ["balloon", "memory", "zram"].some((other) => line.startsWith(`${actor} ${other}`)));
}

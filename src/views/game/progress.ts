/** The fewest switches with which the reader has won each level, kept in this browser. */
import * as v from "valibot";
import { id, readKept, writeKept } from "../kept/kept.ts";

const KEY = "movable-eras:game";

const won = v.record(id, v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)));

export type Won = v.InferOutput<typeof won>;

export function readWon(): Won {
  return readKept(KEY, won);
}

/** The best counts. */
export function keepWin(level: string, used: number): void {
  const before = readWon();
  writeKept(KEY, { ...before, [level]: Math.min(used, before[level] ?? used) });
}

/** Sixteen pages as a newcomer sees them: whose each one is. */
import type { Walk } from "../../engine/walk/walk.ts";

/** `let go`: nobody's, and not free yet. `huge`: part of the huge page. */
export type Use = "program" | "free" | "balloon" | "let go" | "huge";

/** Where the huge page is to be: it starts at a multiple of its size. */
export const WANTED = [4, 5, 6, 7];

/** By frame number. */
export function usesAt({ trace }: Pick<Walk, "trace">): Use[] {
  const pages = Object.values(trace.end.pages).sort((a, b) => a.pfn - b.pfn);
  const uses = pages.map(({ free, owner }): Use => {
    if (free) return "free";
    if (owner === "user") return "program";
    return owner === null ? "let go" : "balloon";
  });
  const isTaken = WANTED.every((pfn) => uses[pfn] === "let go");
  return uses.map((use, pfn) => (isTaken && WANTED.includes(pfn) ? "huge" : use));
}

/** Free pages that stand side by side. */
export function runsOfFree(uses: readonly Use[]): number[][] {
  const runs: number[][] = [];
  for (const [pfn, use] of uses.entries()) {
    if (use !== "free") continue;
    if (uses[pfn - 1] === "free") runs.at(-1)?.push(pfn);
    else runs.push([pfn]);
  }
  return runs;
}

const NUMBERS = [
  "no",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
export function inWords(count: number): string {
  return NUMBERS[count] ?? String(count);
}

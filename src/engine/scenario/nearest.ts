/** Suggestions for names that were almost right. */
import { must } from "../must.ts";

/** The candidate that was probably meant, or undefined where none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > 64) return undefined;
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .filter((each) => each.distance <= limit && each.distance < wanted.length)
    .sort((a, b) => a.distance - b.distance);
  return best?.candidate;
}

/** "one of a, b, c". Of more than can be read at a glance, the few that are nearest to the name. */
export function oneOf(candidates: readonly string[], name = ""): string {
  if (candidates.length === 1) return must(candidates[0], "candidate");
  if (candidates.length <= 16) return `one of ${candidates.join(", ")}`;
  const wanted = name.slice(0, 64).toLowerCase();
  const sorted = candidates
    .map((candidate) => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const few = sorted.slice(0, 5).map(({ candidate }) => candidate);
  return `one of ${few.join(", ")}, …`;
}

/** Levenshtein's distance, where two neighbours swapped count once. */
function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(must(last[j], "cost") + 1, must(row[j - 1], "cost") + 1, must(last[j - 1], "cost") + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, must(before[j - 2], "cost") + 1);
      }
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return must(last[b.length], "cost");
}

import { must } from "../../engine/must.ts";
/**
 * Where does something change? By halves, as `git bisect` asks, and then everywhere else too: a series can change a thing and change it
 * back, and halving finds one of these places without a word about the others.
 */
export interface Bisection<Seen> {
  /** Indices in the order in which halving asked for them. */
  asked: number[];
  /** What halving finds: the first point that is not as the first of all. Null: the last point is as the first. */
  found: number | null;
  /** Every point that is not as the one before it. */
  changes: number[];
  seen: Seen[];
}

/** `same` is an equivalence. `look` is asked once for each point. */
export function bisect<Seen>(
  count: number,
  look: (point: number) => Seen,
  same: (a: Seen, b: Seen) => boolean,
): Bisection<Seen> {
  const known = new Map<number, Seen>();
  const seenAt = (point: number): Seen => {
    const seen = known.has(point) ? must(known.get(point), "such kernel") : look(point);
    known.set(point, seen);
    return seen;
  };
  const isOld = (point: number) => same(seenAt(0), seenAt(point));
  const found = halve(count, isOld);
  const asked = [...known.keys()];
  const points = Array.from({ length: count }, (_, point) => point);
  const changes = points.slice(1).filter((point) => !same(seenAt(point - 1), seenAt(point)));
  return { asked, found, changes, seen: points.map(seenAt) };
}

function halve(count: number, isOld: (point: number) => boolean): number | null {
  let [old, changed] = [0, count - 1];
  if (isOld(changed)) return null;
  while (changed - old > 1) {
    const middle = Math.floor((old + changed) / 2);
    if (isOld(middle)) old = middle;
    else changed = middle;
  }
  return changed;
}

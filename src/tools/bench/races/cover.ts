/** A few programs that stand for many: together they need of the table what all of them need. */
import type { Held } from "../../../knowledge/lockless/hold.ts";
import type { Look } from "./look.ts";

/** Greedy: whatever shows the most that is new, for its steps, comes next. */
export function coverOf(looks: readonly Look[], empty: () => Held): string[] {
  const left = looks.map((look) => {
    const held = empty();
    look.beyond(held);
    return { look, needs: new Set(held.needed) };
  });
  const names: string[] = [];
  for (;;) {
    let best: (typeof left)[number] | null = null;
    const worth = ({ look, needs }: (typeof left)[number]) => needs.size / (look.steps + 1);
    for (const each of left) if (each.needs.size > 0 && (best === null || worth(each) > worth(best))) best = each;
    if (best === null) return names.sort();
    names.push(best.look.program);
    const shown = [...best.needs];
    for (const { needs } of left) for (const each of shown) needs.delete(each);
  }
}

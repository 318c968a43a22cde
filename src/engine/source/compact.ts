/**
 * The declarations of the models as data that a browser can fetch instead of the models' text: enough to find the place of any step,
 * a thirtieth of the size.
 */
import type { Declaration } from "./declaration.ts";

/** Numbers in `mentions` are those of other declarations; a yield is the pattern of its name, its line, and the guard that leads there. */
interface CompactDeclaration {
  file: string;
  name: string;
  kernel: string | null;
  mentions: number[];
  yields: [step: string, line: number, guard?: string, present?: boolean][];
}
export type CompactIndex = CompactDeclaration[];

export function compactIndex(all: readonly Declaration[]): CompactIndex {
  const reaching = leadsToAYield(all);
  const kept = all.filter(({ id, kernel }) => kernel !== null || reaching.has(id));
  const numbers = new Map(kept.map(({ id }, number) => [id, number]));
  return kept.map(({ file, name, kernel, mentions, yields }) => ({
    file,
    name,
    kernel,
    mentions: [...mentions].flatMap((id) => numbers.get(id) ?? []),
    yields: yields.map(({ step, line, only }) =>
      only === undefined ? [step.source, line] : [step.source, line, only.name, only.present],
    ),
  }));
}

export function declarationsOf(index: CompactIndex): Declaration[] {
  return index.map(({ file, name, kernel, mentions, yields }, number) => ({
    id: String(number),
    file,
    name,
    kernel,
    line: 0,
    last: 0,
    isFunction: true,
    guards: [],
    checks: [],
    mentions: new Set(mentions.map(String)),
    named: [],
    yields: yields.map(([step, line, guard, present = true]) => {
      const place = { step: new RegExp(step), file, line };
      return guard === undefined ? place : { ...place, only: { name: guard, present } };
    }),
  }));
}

/** Those that yield, and those without a tracer's name that call them. */
function leadsToAYield(all: readonly Declaration[]): Set<string> {
  const found = new Set(all.filter(({ yields }) => yields.length > 0).map(({ id }) => id));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { id, mentions } of all) if ([...mentions].some((each) => found.has(each))) found.add(id);
  }
  return found;
}

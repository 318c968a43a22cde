/** A function of the models, cut out of its file for a page. */
import type { GuardName } from "../../../models/guards.ts";
import { SourceIndex } from "../../engine/source/places.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import type { Shown } from "../../views/code/ShownCode.tsx";
import { tokens } from "../weave/highlight.ts";

const MODELS = import.meta.glob<string>("../../../models/**/*.ts", { query: "?raw", import: "default", eager: true });

const source = Object.fromEntries(
  Object.entries(MODELS).map(([path, text]) => [path.replace(/^.*?models\//, "models/"), text]),
);
const index = new SourceIndex(declarationsOf(source));

interface Asked {
  era: string;
  name: string;
  /** Guards whose lines are struck through. */
  without?: readonly GuardName[];
  /** To be marked. */
  step?: string;
}

/** Null: the era has no such function. */
export function shownCode({ era, name, without = [], step }: Asked): Shown | null {
  const [declaration] = index.declared(era, name);
  const text = declaration && source[declaration.file];
  if (!declaration || text === undefined) return null;
  const { file, line } = declaration;
  const lines = text.split("\n").slice(line - 1);
  // Blocks close at the indent that they opened at: the formatter sees to that.
  const own = lines.slice(0, lines.findIndex((each) => /^[})]/.test(each)) + 1);
  const coloured = tokens(own.join("\n"));
  return {
    name,
    file,
    lines: own.map((each, at) => ({
      tokens: coloured[at] ?? [],
      ...(without.some((guard) => each.includes(`k.guard("${guard}")`)) && { out: true as const }),
      ...(step !== undefined && each.includes(`yield "${step}"`) && { here: true as const }),
    })),
  };
}

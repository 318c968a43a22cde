/** The models as somebody has them who deletes a check: where the code asks for the guard, the answer is no. Unlike `resolve`, nothing else changes. */
import ts from "typescript";
import type { EraId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { isOneOf } from "../../../models/keys.ts";
import { allAsked, asked, listsIn } from "./asked.ts";
import { treeOf } from "./resolve.ts";

type Files = Readonly<Record<string, string>>;

/** `files`: by path, "models/flags/isolate.ts". In the era, and in what it shares with others. */
export function withoutGuards(files: Files, guards: readonly GuardName[], era: EraId): Record<string, string> {
  const isOwn = (file: string) => file.startsWith(`models/${era}/`) || file.startsWith("models/machine/");
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, isOwn(file) ? without(text, guards) : text]),
  );
}

function without(text: string, guards: readonly GuardName[]): string {
  const file = treeOf(text);
  const lists = listsIn(file);
  const isOut = (name: string) => isOneOf(guards, name);
  const calls: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    const name = asked(node, "guard");
    // Where all guards of a list are asked for at once, one that is missing is enough.
    if (name === null ? allAsked(node, lists)?.some(isOut) : isOut(name)) calls.push(node);
    else ts.forEachChild(node, visit);
  };
  visit(file);
  return calls.reduceRight((now, call) => `${now.slice(0, call.getStart())}false${now.slice(call.end)}`, text);
}

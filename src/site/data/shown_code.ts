/** A function of the models, cut out of its file for a page, and the same as C. */

import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { must } from "../../engine/must.ts";
import type { Declaration } from "../../engine/source/declaration.ts";
import { walk } from "../../engine/walk/walk.ts";
import { textOf } from "../../knowledge/c/views.ts";
import { asked } from "../../knowledge/onboarding/judge.ts";
import type { Task } from "../../knowledge/onboarding/task.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import type { Shown } from "../../views/code/ShownCode.tsx";
import { viewsOf } from "../weave/c_views.ts";
import { isCode, tokens } from "../weave/highlight.ts";
import { modelSource } from "./comparison.ts";

interface Marked {
  /** Guards whose lines are struck through. */
  without?: readonly GuardName[];
  /** To be marked. */
  step?: string;
}

const declarations = declarationsOf(modelSource.files);

/** Null: the era of the kernel has no function of that name. */
export function shownCode(kernel: string, name: string, marked: Marked = {}): Shown | null {
  const [declaration] = modelSource.index.declared(must(kernel.split("@")[0], "era"), name);
  return declaration ? cut(kernel, declaration, marked) : null;
}

/** What a reader of the task needs to see of the code: the function that the step is in, or that the run ends in, or that lacks a check. */
export function codeOfTask(task: Task): Shown | null {
  if (task.type === "order") {
    const era = must(task.kernel.split("@")[0], "era");
    const lacks = ({ file, guards }: Declaration) =>
      file.startsWith(`models/${era}/`) && guards.some(({ name }) => name === task.missing);
    const found = declarations.find(lacks);
    return found ? cut(task.kernel, found, { without: [...task.without, task.missing] }) : null;
  }
  if (task.type === "question") {
    const { trace, at } = asked(task);
    const step = must(trace.steps[at], "step");
    return shownCode(task.kernel, step.stack.at(-1) ?? "", { without: task.without, step: step.step });
  }
  const { scenario, kernel, without, missing, choices } = task;
  const last = walk({ scenario, kernel, without: [...without, missing] }, choices).trace.steps.at(-1);
  return shownCode(kernel, last?.stack.at(-1) ?? "", { step: last?.step ?? "" });
}

function cut(kernel: string, declaration: Declaration, marked: Marked): Shown {
  const { name, file, line, last } = declaration;
  const { without = [], step } = marked;
  const own = must(modelSource.files[file], file)
    .split("\n")
    .slice(line - 1, last);
  const coloured = tokens(own.join("\n"));
  const lines = own.map((text, at) => ({
    tokens: coloured[at] ?? [],
    ...(without.some((guard) => text.includes(`k.guard("${guard}")`)) && { out: true as const }),
    ...(step !== undefined && text.includes(`yield "${step}"`) && { here: true as const }),
  }));
  const c = cutFromC(kernel, declaration, marked);
  return { name, file, lines, ...(c && { c }) };
}

/** null: C has no natural words for it. */
function cutFromC(kernel: string, { name, file }: Declaration, { without = [], step }: Marked): Shown["lines"] | null {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const full = `${era.id}@${release.id}`;
  const views = viewsOf(modelSource.files);
  const fn = views.find(full, file, name);
  if (fn === undefined) return null;
  const gone = without.flatMap(
    (guard) =>
      views.asking(full, guard).find((each) => each.file === file && each.declared === name)?.without[guard] ?? [],
  );
  const coloured = tokens(textOf(fn.lines), "c");
  return fn.lines.map(({ begins, steps }, at) => ({
    tokens: coloured[at] ?? [],
    // Which comment goes with a line, a diff can't know.
    ...(isCode(coloured[at]) && gone.some(({ from, to }) => from <= at && at < to) && { out: true as const }),
    ...(step !== undefined && begins && steps?.includes(step) && { here: true as const }),
  }));
}

/** A function of the models, cut out of its file for a page. */
import type { GuardName } from "../../../models/guards.ts";
import { must } from "../../engine/must.ts";
import type { Declaration } from "../../engine/source/declaration.ts";
import { walk } from "../../engine/walk/walk.ts";
import { asked } from "../../knowledge/onboarding/judge.ts";
import type { Task } from "../../knowledge/onboarding/task.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import type { Shown } from "../../views/code/ShownCode.tsx";
import { tokens } from "../weave/highlight.ts";
import { modelSource } from "./comparison.ts";

interface Marked {
  /** Guards whose lines are struck through. */
  without?: readonly GuardName[];
  /** To be marked. */
  step?: string;
}

const declarations = declarationsOf(modelSource.files);

/** Null: the era has no function of that name. */
export function shownCode(era: string, name: string, marked: Marked = {}): Shown | null {
  const [declaration] = modelSource.index.declared(era, name);
  return declaration ? cut(declaration, marked) : null;
}

/** What a reader of the task needs to see of the code: the function that the step is in, or that the run ends in, or that lacks a check. */
export function codeOfTask(task: Task): Shown | null {
  const era = must(task.kernel.split("@")[0], "era");
  if (task.type === "order") {
    const lacks = ({ file, guards }: Declaration) =>
      file.startsWith(`models/${era}/`) && guards.some(({ name }) => name === task.missing);
    const found = declarations.find(lacks);
    return found ? cut(found, { without: [...task.without, task.missing] }) : null;
  }
  if (task.type === "question") {
    const { trace, at } = asked(task);
    const step = must(trace.steps[at], "step");
    return shownCode(era, step.stack.at(-1) ?? "", { without: task.without, step: step.step });
  }
  const { scenario, kernel, without, missing, choices } = task;
  const last = walk({ scenario, kernel, without: [...without, missing] }, choices).trace.steps.at(-1);
  return shownCode(era, last?.stack.at(-1) ?? "", { step: last?.step ?? "" });
}

function cut({ name, file, line, last }: Declaration, { without = [], step }: Marked): Shown {
  const own = must(modelSource.files[file], file)
    .split("\n")
    .slice(line - 1, last);
  const coloured = tokens(own.join("\n"));
  const lines = own.map((text, at) => ({
    tokens: coloured[at] ?? [],
    ...(without.some((guard) => text.includes(`k.guard("${guard}")`)) && { out: true as const }),
    ...(step !== undefined && text.includes(`yield "${step}"`) && { here: true as const }),
  }));
  return { name, file, lines };
}

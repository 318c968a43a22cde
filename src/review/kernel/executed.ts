/** What the scenarios execute on the reference kernels: runs of copies of the models that leave marks, in threads of the terminal or while a page is built. */

import type { EraId } from "../../../models/era.ts";
import { eraIdIn } from "../../../models/index.ts";
import type { Answered } from "../judge.ts";
import type { Question } from "../look.ts";

interface Ran {
  scenario: string;
  steps: number;
  /** Ids of declarations. */
  executed: ReadonlySet<string>;
}

export type Executed = Readonly<Partial<Record<EraId, readonly Ran[]>>>;

export function executedIn(answers: Iterable<readonly [Question, Answered]>): Executed {
  const runs: Partial<Record<EraId, Ran[]>> = {};
  for (const [{ kernel, scenario }, { look, executed }] of answers) {
    const era = eraIdIn(kernel);
    const steps = look.of === "run" ? look.steps.length : 0;
    runs[era] = [...(runs[era] ?? []), { scenario: scenario.id, steps, executed: new Set(executed) }];
  }
  return runs;
}

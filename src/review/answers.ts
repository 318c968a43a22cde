/** What a side answers, wherever its models are loaded: in a thread, or in a worker of a page. */
import type { Scenario } from "../engine/scenario/scenario.ts";
import type { Way } from "./difference.ts";
import { loadedKernels } from "./kernels.ts";
import type { Question } from "./look.ts";
import { shown } from "./show.ts";
import { lookAndHear } from "./side.ts";

/** `marks`: what the models write to when they are come by (marks.ts). What they have come by while they were loaded counts for every question. */
export function answersWith(marks: Uint8Array) {
  const atLoad = marks.slice();
  const now = () => performance.now();
  return {
    look({ question, ...bounds }: { question: Question; maxTime: number; maxExecutions?: number }) {
      marks.set(atLoad);
      const { look, asked } = lookAndHear(question, { ...bounds, now });
      return { look, asked, marks: [...marks.keys()].filter((mark) => marks[mark] === 1) };
    },
    kernels: loadedKernels,
    show({ scenario, kernel, way, ...how }: { scenario: Scenario; kernel: string; way: Way; shortens: boolean }) {
      return shown(scenario, kernel, way, how);
    },
  };
}

export type Answers = ReturnType<typeof answersWith>;

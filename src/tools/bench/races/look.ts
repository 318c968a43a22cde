/** One program on several kernels: what it shows, and what of that the table doesn't have. */
import { watchExploration } from "../../../engine/races/index.ts";
import type { ModelledKernel } from "../../../engine/scenario/kernel_range.ts";
import { whyNot } from "../../../engine/scenario/runnable.ts";
import type { Beyond, Held } from "../../../knowledge/lockless/hold.ts";
import { type Program, scenarioOf } from "./programs.ts";

export interface Finding {
  readonly program: string;
  readonly kernel: string;
  readonly text: string;
}

export interface Look {
  readonly program: string;
  /** Of all explorations. */
  readonly steps: number;
  beyond(held: Held): Finding[];
}

export function lookedAt(program: Program, kernels: readonly ModelledKernel[], executions: number): Look {
  const scenario = scenarioOf(program);
  const looks = kernels
    .filter((kernel) => whyNot(scenario, kernel) === null)
    .map((kernel) => ({
      kernel,
      found: watchExploration({ scenario, ...kernel, without: [] }, { maxExecutions: executions }),
    }));
  return {
    program: program.name,
    steps: looks.reduce((sum, { found }) => sum + found.exploration.steps, 0),
    beyond: (held) =>
      looks.flatMap(({ kernel, found }) =>
        textsOf(held.beyond(kernel, found)).map((text) => ({
          program: program.name,
          kernel: `${kernel.era.id}@${kernel.release.id}`,
          text,
        })),
      ),
  };
}

function textsOf({ races, marked, lockless, steps }: Beyond): string[] {
  const pair = ({ first, second }: Beyond["races"][number]) =>
    [first, second]
      .map(({ where, how, word }) => `${how} of ${word} in ${where}`)
      .sort()
      .join(" meets ");
  return [
    ...races.map((race) => `race: ${pair(race)}`),
    ...marked.map((race) => `both marked: ${pair(race)}`),
    ...lockless.map(
      ({ where, how, word, held }) => `no row: ${how} of ${word} in ${where}, under [${held.join(", ")}]`,
    ),
    ...steps.map(({ step, where, before, after }) => `step ${step} of ${where}: ${before}; ${after}`),
  ];
}

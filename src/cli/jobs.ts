/** Threads of this process that search together. */
import { Worker } from "node:worker_threads";
import { Client } from "../engine/away/client.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import { verifyInParts } from "../engine/verify/jobs.ts";
import type { Explorer } from "../engine/verify/start.ts";
import type { Task } from "../engine/verify/task.ts";
import { NOTHING } from "../knowledge/lockless/hold.ts";
import type { Explored } from "./explored.ts";
import type { Models } from "./job.ts";
import { limitsOf } from "./limits.ts";
import { modelsInUse } from "./parts/models.ts";
import { outerEnd } from "./parts/thread_ends.ts";

/** More than any machine gains from: each of them does much of what the others do. */
export const MOST_JOBS = 64;

/** On one kernel after the other. `alone`: one search in this thread, for what parts of one cannot say. */
export async function exploreInJobs(
  jobs: number,
  scenario: Scenario,
  eras: readonly ModelledKernel[],
  options: NonNullable<Task["options"]>,
  alone: (kernel: ModelledKernel) => Explored,
): Promise<Explored[]> {
  const explorers = [startJob(), ...Array.from({ length: jobs - 1 }, startJob)] as const;
  const results: Explored[] = [];
  try {
    for (const { era, release } of eras) {
      const task = { scenario, era: era.id, release: release.id, options };
      const result = await verifyInParts(
        explorers,
        task,
        limitsOf(era.id, options.maxTime === undefined ? undefined : options.maxTime / 1000).onProgress,
      );
      results.push(result ? { ...result, jobs, beyond: NOTHING, coverage: null } : alone({ era, release }));
    }
    return results;
  } finally {
    for (const each of explorers) each.close();
  }
}

function startJob(): Explorer {
  return new Client(() => {
    const workerData: Models = modelsInUse();
    return outerEnd(new Worker(new URL("./job.ts", import.meta.url), { workerData }));
  });
}

/** Runs a scenario in a worker of its own: the side of the page. */
import { MAX_TIME } from "../away/limits.ts";
import type { Job, Outcome } from "./job.ts";

export interface Run {
  outcomes: Outcome[];
  /** How many there will be. */
  wanted: number;
  /** Why there will be no more, where that is before the end. */
  stopped: string | null;
}

export function isRunning({ outcomes, wanted, stopped }: Run): boolean {
  return stopped === null && outcomes.length < wanted;
}

/** Tells how far it is after each kernel. Returns what ends it. */
export function start(job: Job, tell: (run: Run) => void): (why: string) => void {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  let run: Run = { outcomes: [], wanted: job.kernels.length, stopped: null };
  const update = (change: Partial<Run>) => {
    if (!isRunning(run)) return;
    run = { ...run, ...change };
    tell(run);
    if (isRunning(run)) return;
    worker.terminate();
    clearTimeout(timer);
  };
  const timer = setTimeout(() => update({ stopped: `not finished after ${MAX_TIME / 1000} s` }), MAX_TIME);
  worker.addEventListener("message", ({ data }: MessageEvent<Outcome>) => {
    update({ outcomes: [...run.outcomes, data] });
  });
  worker.addEventListener("error", ({ message }) => update({ stopped: `the run broke off: ${message}` }));
  tell(run);
  worker.postMessage(job);
  return (why) => update({ stopped: why });
}

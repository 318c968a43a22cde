/** One change, judged in threads of this process. */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Reply, WorkerPort } from "../../engine/away/messages.ts";
import { type Difference, RANKS } from "../../review/difference.ts";
import { withFunctions } from "../../review/marks.ts";
import type { Report } from "../../review/report.ts";
import { type Change, type How, Session } from "../../review/session.ts";
import { Base } from "./base.ts";
import { copyOf, temporaryFolder } from "./copy.ts";
import { typeErrors } from "./types.ts";
import type { Start } from "./worker.ts";

interface Here extends Omit<How, "onFound"> {
  /** Threads. */
  jobs?: number | undefined;
  checksTypes: boolean;
  /** Worse than all that was found so far, and no matter of taste. */
  onWorse(found: Difference): void;
}

export async function review(change: Change, { jobs, checksTypes, onWorse, ...how }: Here): Promise<Report> {
  const folder = temporaryFolder();
  const base = new Base(change.before);
  let worst = RANKS.indexOf("end") + 1;
  const onFound = (found: Difference) => {
    const rank = RANKS.indexOf(found.kind);
    if (rank < worst) onWorse(found);
    worst = Math.min(worst, rank);
  };
  const session = new Session(
    change,
    { ...how, onFound },
    {
      jobs: jobs ?? availableParallelism(),
      patience: null,
      before: () => withFunctions(change.before),
      starter(name, { files, marks }) {
        const start = { folder: copyOf(files, join(folder, name)), marks: marks.length };
        return () => portOf(start);
      },
      base,
      typeErrors: checksTypes ? (signal) => checked(change, join(folder, "types"), signal) : null,
    },
  );
  try {
    const report = await session.report();
    base.write();
    return report;
  } finally {
    session.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function checked({ after }: Change, folder: string, signal: AbortSignal): ReturnType<typeof typeErrors> {
  copyOf(after, folder);
  return typeErrors(folder, signal);
}

function portOf(start: Start): WorkerPort {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: start });
  return {
    send: (request) => worker.postMessage(request),
    listen(onMessage, onBroken) {
      worker.on("message", (reply: Reply) => onMessage(reply));
      worker.on("error", (error) => onBroken?.(error.message));
    },
    end: () => worker.terminate(),
  };
}

/** One change, judged in threads of this process. */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Change } from "../../review/change.ts";
import { withFunctions } from "../../review/marks.ts";
import type { Report } from "../../review/report.ts";
import { type How, Session } from "../../review/session.ts";
import { Base } from "./base.ts";
import { copyOf, temporaryFolder } from "./copy.ts";
import { startersIn } from "./start.ts";
import { typeErrors } from "./types.ts";

interface Here extends How {
  /** Threads. */
  jobs?: number | undefined;
  checksTypes: boolean;
  /** Milliseconds after which a run that has not come back never will; left out: it is waited for until the time is over. */
  patience?: number;
}

export async function review(change: Change, { jobs, checksTypes, patience, ...how }: Here): Promise<Report> {
  const folder = temporaryFolder();
  const base = new Base(change.before);
  const session = new Session(change, how, {
    jobs: jobs ?? availableParallelism(),
    patience: patience ?? null,
    before: () => withFunctions(change.before),
    starter: startersIn(folder),
    base,
    typeErrors: checksTypes ? (signal) => checked(change, join(folder, "types"), signal) : null,
  });
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

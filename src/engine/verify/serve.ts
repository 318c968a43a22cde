/**
 * The side that works. A search is done in slices; between two of them the event loop gets a turn, in which a message that cancels the task can
 * arrive. (A flag in shared memory would need headers that a static host does not send.)
 */
import { findEra } from "../../../models/index.ts";
import type { Progress } from "../explore/slices.ts";
import type { Port, Reply, Request, Task } from "./messages.ts";
import { type Verification, verifying } from "./verify.ts";

/** Milliseconds of a slice. A browser waits at least 4 ms between two of them. */
const SLICE_MS = 50;

export function serve(port: Port<Reply, Request>, now: () => number): void {
  const cancelled = new Set<number>();
  const running = new Set<number>();
  port.listen((request) => {
    const { id } = request;
    if (request.type === "cancel") {
      if (running.has(id)) cancelled.add(id);
      return;
    }
    running.add(id);
    run(request.task, now, (progress) => {
      port.send({ type: "progress", id, progress });
      return !cancelled.has(id);
    })
      .then(
        (verification) => port.send({ type: "done", id, verification }),
        (error) => port.send({ type: "failed", id, message: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => {
        running.delete(id);
        cancelled.delete(id);
      });
  });
}

async function run(
  { scenario, era, release, options }: Task,
  now: () => number,
  goesOn: (progress: Progress) => boolean,
): Promise<Verification> {
  const found = findEra(release === undefined ? era : `${era}@${release}`);
  if (!found) throw new Error(`no era ${era}${release === undefined ? "" : `@${release}`}`);
  const verification = verifying(scenario, found.era, found.release, { ...options, now });
  let sliceEnds = now() + SLICE_MS;
  let told = verification.next();
  while (!told.done) {
    let isWanted = true;
    if (now() >= sliceEnds) {
      await turn();
      isWanted = goesOn(told.value);
      sliceEnds = now() + SLICE_MS;
    }
    told = verification.next(isWanted);
  }
  return told.value;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

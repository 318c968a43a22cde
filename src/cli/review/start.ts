/** Starts threads of this process, each with a copy of one side's models. */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { WorkerPort } from "../../engine/away/messages.ts";
import type { Place } from "../../review/session.ts";
import { outerEnd } from "../parts/thread_ends.ts";
import { copyOf } from "./copy.ts";
import type { Start } from "./worker.ts";

/** `folder`: for the copies. */
export function startersIn(folder: string): Place["starter"] {
  return (name, { files, marks }) => {
    const start = { folder: copyOf(files, join(folder, name)), marks: marks.length };
    return () => portOf(start);
  };
}

function portOf(start: Start): WorkerPort {
  return outerEnd(new Worker(new URL("./worker.ts", import.meta.url), { workerData: start }));
}

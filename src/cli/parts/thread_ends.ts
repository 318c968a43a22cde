/** The two ends of a line to a thread of this process. */
import { parentPort, type Worker } from "node:worker_threads";
import type { Port, Reply, Request, WorkerPort } from "../../engine/away/messages.ts";

/** Inside: `serve(innerEnd, …)`. */
export const innerEnd: Port<Reply, Request> = {
  send: (reply) => parentPort?.postMessage(reply),
  listen: (onMessage) => parentPort?.on("message", onMessage),
};

/** Outside. */
export function outerEnd(thread: Worker): WorkerPort {
  return {
    send: (request) => thread.postMessage(request),
    listen(onMessage, onBroken) {
      thread.on("message", (reply: Reply) => onMessage(reply));
      thread.on("error", (error) => onBroken?.(error.message));
    },
    end: () => thread.terminate(),
  };
}

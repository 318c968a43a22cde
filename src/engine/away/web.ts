/** The two ends of a line to a Web Worker. */
import type { Port, Reply, Request, WorkerPort } from "./messages.ts";

/** The scope inside a worker, or a port of a channel. */
interface Scope {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: Request }) => void): void;
}

/** Inside: `serve(webPort(self), …)`. */
export function webPort(scope: Scope): Port<Reply, Request> {
  return {
    send: (reply) => scope.postMessage(reply),
    listen: (onMessage) => scope.addEventListener("message", ({ data }) => onMessage(data)),
  };
}

/** Outside. The build looks for `new Worker(new URL("…", import.meta.url), { type: "module" })`, so each caller spells that out. */
export function webWorker(worker: Worker): WorkerPort {
  return {
    send: (request) => worker.postMessage(request),
    listen(onMessage, onBroken) {
      worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => onMessage(data));
      worker.addEventListener("error", ({ message }) => onBroken?.(message || "its script could not be run"));
    },
    end: () => worker.terminate(),
  };
}

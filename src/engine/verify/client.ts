/** Runs `verify()` somewhere else, and tells how far it is: the side that asks. */

import type { Progress } from "../explore/slices.ts";
import type { Port, Reply, Request, Task } from "./messages.ts";
import type { Verification } from "./verify.ts";

export interface Running {
  /** Rejects where the task cannot be run: no such era, a scenario that crashes in its set-up. */
  readonly result: Promise<Verification>;
  /** The result then has the bound "cancelled", or a counterexample that may not be the shortest. */
  cancel(): void;
}

export class Client {
  private readonly port: Port<Request, Reply>;
  private readonly waiting = new Map<number, (reply: Reply) => void>();
  private lastId = 0;

  constructor(port: Port<Request, Reply>) {
    this.port = port;
    port.listen((reply) => this.waiting.get(reply.id)?.(reply));
  }

  verify(task: Task, onProgress?: (progress: Progress) => void): Running {
    const id = ++this.lastId;
    const result = new Promise<Verification>((resolve, reject) => {
      this.waiting.set(id, (reply) => {
        if (reply.type === "progress") {
          onProgress?.(reply.progress);
          return;
        }
        this.waiting.delete(id);
        if (reply.type === "done") resolve(reply.verification);
        else reject(new Error(reply.message));
      });
    });
    this.port.send({ type: "verify", id, task });
    return { result, cancel: () => this.port.send({ type: "cancel", id }) };
  }
}

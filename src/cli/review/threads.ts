/** Threads that all have the same side's models. A question goes to one that has nothing to do. */
import { Worker } from "node:worker_threads";
import { Client } from "../../engine/away/client.ts";
import type { Reply, WorkerPort } from "../../engine/away/messages.ts";
import type { Answer, Asks } from "../../engine/away/table.ts";
import type { Answers, Start } from "./worker.ts";

export class Threads {
  private readonly clients: Client<Answers>[];
  private readonly idle: Client<Answers>[];
  private readonly queue: ((client: Client<Answers>) => void)[] = [];

  constructor(start: Start, count: number) {
    this.clients = Array.from({ length: count }, () => new Client<Answers>(() => portOf(start)));
    this.idle = [...this.clients];
  }

  /** Rejects with GivenUp if they are ended meanwhile; the next question starts them again. */
  async ask<W extends keyof Answers>(what: W, asks: Asks<Answers, W>): Promise<Answer<Answers, W>> {
    const client = this.idle.pop() ?? (await new Promise<Client<Answers>>((resolve) => this.queue.push(resolve)));
    try {
      return await client.ask(what, asks).answer;
    } finally {
      const next = this.queue.shift();
      if (next) next(client);
      else this.idle.push(client);
    }
  }

  /** Whoever still waits for an answer gets none. */
  end(): void {
    for (const client of this.clients) client.close();
  }
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

/** Threads, or workers of a page, that all have the same side's models. A question goes to one that has nothing to do. */
import { Client } from "../engine/away/client.ts";
import type { WorkerPort } from "../engine/away/messages.ts";
import type { Answer, Asks } from "../engine/away/table.ts";
import type { Answers } from "./answers.ts";

export class Threads {
  private readonly clients: Client<Answers>[];
  private readonly idle: Client<Answers>[];
  private readonly queue: ((client: Client<Answers>) => void)[] = [];

  constructor(start: () => WorkerPort, count: number) {
    this.clients = Array.from({ length: count }, () => new Client<Answers>(start));
    this.idle = [...this.clients];
  }

  /** Rejects with GivenUp if they are ended meanwhile; the next question starts them again. */
  async ask<W extends keyof Answers>(
    what: W,
    asks: Asks<Answers, W>,
    maxTime: number | null,
  ): Promise<Answer<Answers, W>> {
    const client = this.idle.pop() ?? (await new Promise<Client<Answers>>((resolve) => this.queue.push(resolve)));
    try {
      return await client.ask(what, asks, maxTime === null ? {} : { maxTime }).answer;
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

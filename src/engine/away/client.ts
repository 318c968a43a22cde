/** Asks a worker: the one way from a page, or a thread, to what is done somewhere else. */
import { type Failure, type Reply, told, type WorkerPort } from "./messages.ts";
import type { Answer, Asks, Table, Told } from "./table.ts";

/** Whoever works could not answer: what is wrong, and where, as it was said there. */
export class Failed extends Error {
  constructor(failure: Failure) {
    super(told(failure));
    this.name = "Failed";
  }
}

/** Whoever asked does not wait any more. */
export class GivenUp extends Error {
  constructor(why: string) {
    super(why);
    this.name = "GivenUp";
  }
}

/** Whoever works took longer than was granted. */
export class TookTooLong extends GivenUp {}

export interface Asking<A> {
  /** Rejects with Failed or GivenUp. */
  readonly answer: Promise<A>;
  /** Has the work come to its end with what it has; the answer then says that it was cancelled. Work that cannot be cancelled goes on. */
  cancel(): void;
}

interface Waiting {
  /** The id of the question says which type the data has. */
  hear(reply: Reply): void;
  giveUp(error: Error): void;
}

export class Client<T extends Table> {
  private readonly start: () => WorkerPort;
  private port: WorkerPort | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** `start`: starts a worker. It is called for the first question, and for the first one after the worker was ended. */
  constructor(start: () => WorkerPort) {
    this.start = start;
  }

  /** Several at a time are fine. `maxTime`: milliseconds after which the worker is ended, whatever else it was asked. */
  ask<W extends keyof T & string>(
    what: W,
    asks: Asks<T, W>,
    { tell, maxTime }: { tell?: (told: Told<T, W>) => void; maxTime?: number } = {},
  ): Asking<Answer<T, W>> {
    const id = ++this.lastId;
    this.port ??= this.open();
    const { port } = this;
    const answer = new Promise<Answer<T, W>>((resolve, reject) => {
      port.send({ type: "question", id, what, asks });
      const late = () => this.end(new TookTooLong(`not finished after ${(maxTime ?? 0) / 1000} s`));
      const timer = maxTime && setTimeout(late, maxTime);
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(id);
      };
      this.waiting.set(id, {
        hear(reply) {
          if (reply.type === "progress") return tell?.(reply.progress as Told<T, W>);
          done();
          if (reply.type === "answer") resolve(reply.answer as Answer<T, W>);
          else reject(new Failed(reply.failure));
        },
        giveUp(error) {
          done();
          reject(error);
        },
      });
    });
    return { answer, cancel: () => this.waiting.has(id) && port.send({ type: "cancel", id }) };
  }

  /** Nobody waits for what is not answered yet: a worker that is busy with it is ended, for nothing else reaches one that is. */
  stop(why: string): void {
    if (this.waiting.size > 0) this.end(new GivenUp(why));
  }

  /** Nobody will ask again. */
  close(): void {
    this.end(new GivenUp("left"));
  }

  private open(): WorkerPort {
    const port = this.start();
    port.listen(
      (reply) => this.waiting.get(reply.id)?.hear(reply),
      (why) => {
        const message = `the worker broke off: ${why}`;
        if (this.port === port) this.end(new Failed({ message, place: null, choices: null }));
      },
    );
    return port;
  }

  private end(error: Error): void {
    this.port?.end();
    this.port = null;
    for (const waiting of this.waiting.values()) waiting.giveUp(error);
  }
}

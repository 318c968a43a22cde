/**
 * Asks a worker: the side of the page. One question at a time; the next one takes the place of one that is not answered yet, and a worker that
 * is busy with what nobody waits for is ended.
 */
import { MAX_TIME } from "./limits.ts";
import type { Reply, Request } from "./requests.ts";
import type { What, Work } from "./work.ts";

export class Away {
  private worker: Worker | null = null;
  /** Ends what is under way, and says why. */
  private stop: ((why: string) => void) | null = null;

  /** Rejects with an Error whose message is for the reader. */
  ask<W extends What>(what: W, asks: Work[W]["asks"]): Promise<Work[W]["answers"]> {
    this.end("something else was asked for");
    this.worker ??= new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const { worker } = this;
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.stop = null;
      };
      const stop = (why: string) => {
        done();
        worker.terminate();
        this.worker = null;
        reject(new Error(why));
      };
      const timer = setTimeout(() => stop(`not finished after ${MAX_TIME / 1000} s`), MAX_TIME);
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        done();
        if ("failed" in data) reject(new Error(data.failed));
        else resolve(data.answer as Work[W]["answers"]);
      };
      worker.onerror = ({ message }) => stop(`the worker broke off: ${message}`);
      this.stop = stop;
      worker.postMessage({ what, asks } satisfies Request);
    });
  }

  /** Nobody waits for the answer any more. */
  end(why: string): void {
    this.stop?.(why);
  }

  /** Nobody will ask again. */
  close(): void {
    this.end("left");
    this.worker?.terminate();
    this.worker = null;
  }
}

/** For one question. */
export async function askOnce<W extends What>(what: W, asks: Work[W]["asks"]): Promise<Work[W]["answers"]> {
  const away = new Away();
  try {
    return await away.ask(what, asks);
  } finally {
    away.close();
  }
}

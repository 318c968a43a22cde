/** The worker of what readers and strangers wrote: the side of the page. */
import { Client } from "../../engine/away/client.ts";
import type { Answer, Asks } from "../../engine/away/table.ts";
import { webWorker } from "../../engine/away/web.ts";
import { MAX_TIME } from "./limits.ts";
import type { WORK } from "./work.ts";

export type Work = typeof WORK;
export type Away = Client<Work>;

export const startAway = (): Away =>
  new Client(() => webWorker(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })));

/** In place of what is not answered yet. */
export function askInstead<W extends keyof Work>(away: Away, what: W, asks: Asks<Work, W>): Promise<Answer<Work, W>> {
  away.stop("something else was asked for");
  return away.ask(what, asks, { maxTime: MAX_TIME }).answer;
}

/** For one question. */
export async function askOnce<W extends keyof Work>(what: W, asks: Asks<Work, W>): Promise<Answer<Work, W>> {
  const away = startAway();
  try {
    return await askInstead(away, what, asks);
  } finally {
    away.close();
  }
}

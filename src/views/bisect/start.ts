/** The worker of the page that bisects. */
import { Client } from "../../engine/away/client.ts";
import { webWorker } from "../../engine/away/web.ts";
import type { Work } from "./work.ts";

/** Milliseconds after which nobody waits any more; the terminal does. */
export const MAX_TIME = 120_000;

export const startBisecting = (): Client<Work> =>
  new Client(() => webWorker(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })));

/** The explorer in a worker of its own. */
import { Client } from "../away/client.ts";
import { webWorker } from "../away/web.ts";
import type { Work } from "./work.ts";

export type Explorer = Client<Work>;

export const startExplorer = (): Explorer =>
  new Client(() => webWorker(new Worker(new URL("./worker.ts", import.meta.url), { type: "module" })));

/** What was pasted, read in a worker of its own. */
import { Client } from "../../engine/away/client.ts";
import { webWorker } from "../../engine/away/web.ts";
import type { Placer } from "./placer.ts";

/** Milliseconds. The longest patch that a page takes needs a few; a text that is made to take for ever gets no more. */
const MAX_TIME = 20_000;

export function startReader(places: string) {
  const client = new Client<Placer>(() =>
    webWorker(new Worker(new URL("./placer.ts", import.meta.url), { type: "module" })),
  );
  return {
    read: (patch: string) => client.ask("read", { patch, places }, { maxTime: MAX_TIME }).answer,
    close: () => client.close(),
  };
}

/** The explorer in a worker of its own. Ask it through the one client: that numbers what is asked, and so tells the replies apart. */
import { Client } from "./client.ts";
import { webPort } from "./messages.ts";

export interface Explorer {
  readonly client: Client;
  end(): void;
}

export function startExplorer(): Explorer {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return { client: new Client(webPort(worker)), end: () => worker.terminate() };
}

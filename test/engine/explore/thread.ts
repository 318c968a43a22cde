/** The worker of worker.test.ts: src/engine/explore/worker.ts for node:worker_threads. */
import { parentPort } from "node:worker_threads";
import { serve } from "../../../src/engine/away/serve.ts";
import { workBy } from "../../../src/engine/explore/work.ts";

serve(
  {
    send: (reply) => parentPort?.postMessage(reply),
    listen: (onMessage) => parentPort?.on("message", onMessage),
  },
  workBy(() => performance.now()),
);

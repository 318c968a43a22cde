/** The worker of worker.test.ts: src/engine/verify/worker.ts for node:worker_threads. */
import { parentPort } from "node:worker_threads";
import type { Reply } from "../../../src/engine/verify/messages.ts";
import { serve } from "../../../src/engine/verify/serve.ts";

serve(
  {
    send: (message: Reply) => parentPort?.postMessage(message),
    listen: (onMessage) => parentPort?.on("message", onMessage),
  },
  () => performance.now(),
);

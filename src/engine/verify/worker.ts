/** The script of a Web Worker: `new Worker(new URL("worker.ts", import.meta.url), { type: "module" })`. */
import { type Reply, type Request, webPort } from "./messages.ts";
import { serve } from "./serve.ts";

serve(webPort<Reply, Request>(globalThis as unknown as Parameters<typeof webPort<Reply, Request>>[0]), () =>
  performance.now(),
);

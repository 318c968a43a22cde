/** Works on one question at a time, and is ended by the page when that takes too long. */
import type { Reply, Request } from "./requests.ts";
import { WORK } from "./work.ts";

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  let said: Reply;
  try {
    const work = WORK[data.what] as (asks: unknown) => unknown;
    said = { answer: work(data.asks) };
  } catch (error) {
    said = { failed: error instanceof Error ? error.message : String(error) };
  }
  postMessage(said);
});

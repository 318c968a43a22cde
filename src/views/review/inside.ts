/** The first module of a worker that runs changed models: what else is in this worker may be anybody's, so nobody believes what it says. */
import { serve } from "../../engine/away/serve.ts";
import { answersWith } from "../../review/answers.ts";
import { MARKS } from "../../review/marks_name.ts";

const { [MARKS]: marks } = globalThis as unknown as Record<typeof MARKS, Uint8Array>;

serve(
  {
    send: (reply) => postMessage(JSON.stringify(reply)),
    listen: (onMessage) => addEventListener("message", ({ data }) => onMessage(JSON.parse(data))),
  },
  answersWith(marks),
);

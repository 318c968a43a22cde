/** The script of the worker that `start.ts` starts. */
import { serve } from "../away/serve.ts";
import { webPort } from "../away/web.ts";
import { workBy } from "./work.ts";

serve(
  webPort(self),
  workBy(() => performance.now()),
);

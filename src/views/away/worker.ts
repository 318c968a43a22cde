/** The script of the worker that `away.ts` starts. The page ends it when a question takes too long. */
import { serve } from "../../engine/away/serve.ts";
import { webPort } from "../../engine/away/web.ts";
import { WORK } from "./work.ts";

serve(webPort(self), WORK);

/** The script of the worker that `start.ts` starts. */
import { serve } from "../../engine/away/serve.ts";
import { webPort } from "../../engine/away/web.ts";
import { WORK } from "./work.ts";

serve(webPort(self), WORK);

/** A thread that takes its part of a search: jobs.ts starts it. */
import { workerData } from "node:worker_threads";
import { serve } from "../engine/away/serve.ts";
import { useModels } from "./parts/models.ts";
import { innerEnd } from "./parts/thread_ends.ts";

/** The folder of `--models`, or null: our own. */
export type Models = string | null;

const folder = workerData as Models;
if (folder !== null) await useModels(folder);
const { workBy } = await import("../engine/verify/work.ts");
serve(
  innerEnd,
  workBy(() => performance.now()),
);

/** A thread that has one side's models: it answers what it is asked of them. */
import { workerData } from "node:worker_threads";
import { MARKS } from "../../review/marks_name.ts";
import { useModels } from "../parts/models.ts";
import { innerEnd } from "../parts/thread_ends.ts";

export interface Start {
  /** Of the models. */
  folder: string;
  /** How many marks they leave: marks.ts. */
  marks: number;
}

const { folder, marks: count } = workerData as Start;
const marks = new Uint8Array(count);
Object.defineProperty(globalThis, MARKS, { value: marks });
await useModels(folder);
const { answersWith } = await import("../../review/answers.ts");
const { serve } = await import("../../engine/away/serve.ts");
serve(innerEnd, answersWith(marks));

/** A thread that has one side's models: it answers what it is asked of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { Port, Reply, Request } from "../../engine/away/messages.ts";
import { MARKS } from "../../review/marks_name.ts";
import { useModels } from "../models.ts";

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

const port: Port<Reply, Request> = {
  send: (reply) => parentPort?.postMessage(reply),
  listen: (onMessage) => parentPort?.on("message", onMessage),
};
serve(port, answersWith(marks));

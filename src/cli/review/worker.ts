/** A thread that has one side's models: it answers what it is asked of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { Port, Reply, Request } from "../../engine/away/messages.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Way } from "../../review/difference.ts";
import type { Question } from "../../review/look.ts";
import { useModels } from "../models.ts";
import { MARKS } from "./marks_name.ts";

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
const { lookAt } = await import("../../review/side.ts");
const { shown } = await import("../../review/show.ts");
const { serve } = await import("../../engine/away/serve.ts");
/** What is come by while the models are loaded counts for every question. */
const atLoad = marks.slice();

const now = () => performance.now();
const table = {
  look({ question, ...bounds }: { question: Question; maxTime: number; maxExecutions?: number }) {
    marks.set(atLoad);
    const look = lookAt(question, { ...bounds, now });
    return { look, marks: [...marks.keys()].filter((mark) => marks[mark] === 1) };
  },
  show({ scenario, kernel, way, ...how }: { scenario: Scenario; kernel: string; way: Way; shortens: boolean }) {
    return shown(scenario, kernel, way, how);
  },
};
export type Answers = typeof table;

const port: Port<Reply, Request> = {
  send: (reply) => parentPort?.postMessage(reply),
  listen: (onMessage) => parentPort?.on("message", onMessage),
};
serve(port, table);

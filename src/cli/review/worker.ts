/** A thread that has one side's models: it answers what it is asked of them. */
import { parentPort, workerData } from "node:worker_threads";
import type { Port, Reply, Request } from "../../engine/away/messages.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Way } from "../../review/difference.ts";
import type { Question } from "../../review/look.ts";
import { useModels } from "../models.ts";

export interface Start {
  /** Of the models; null: the project's. */
  folder: string | null;
  /** Lines that somebody wants to know about; null: nobody watches what is executed. */
  lines: Readonly<Record<string, readonly number[]>> | null;
}

const { folder, lines } = workerData as Start;
if (folder !== null) await useModels(folder);
const { Coverage } = await import("./coverage.ts");
const watching = lines && Coverage.begin();
const { lookAt } = await import("../../review/side.ts");
const { shown } = await import("../../review/show.ts");
const { serve } = await import("../../engine/away/serve.ts");
const coverage = lines && watching ? watching.loaded(lines) : null;

const now = () => performance.now();
const table = {
  look({ question, ...bounds }: { question: Question; maxTime: number; maxExecutions?: number }) {
    const look = lookAt(question, { ...bounds, now });
    return { look, executed: coverage?.take() ?? null, missed: coverage?.missed() ?? [] };
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

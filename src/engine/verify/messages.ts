/**
 * What a page and its worker say to each other. Everything is plain data that can be cloned; each task has an id, and every reply carries
 * the id of its task.
 */
import type { EraId } from "../../../models/era.ts";
import type { Progress } from "../explore/slices.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Verification, VerifyOptions } from "./verify.ts";

export interface Task {
  scenario: Scenario;
  era: EraId;
  release?: string;
  options?: Omit<VerifyOptions, "now" | "onProgress" | "ignore" | "limit">;
}

export type Request = { type: "verify"; id: number; task: Task } | { type: "cancel"; id: number };

export type Reply =
  | { type: "progress"; id: number; progress: Progress }
  | { type: "done"; id: number; verification: Verification }
  | { type: "failed"; id: number; message: string };

/** One side's end of the line: a Web Worker, the worker's own scope, or a port of node:worker_threads. */
export interface Port<Out, In> {
  send(message: Out): void;
  listen(onMessage: (message: In) => void): void;
}

/** A Web Worker, or the scope inside one. */
export function webPort<Out, In>(end: {
  postMessage(message: Out): void;
  addEventListener(type: "message", listener: (event: { data: In }) => void): void;
}): Port<Out, In> {
  return {
    send: (message) => end.postMessage(message),
    listen: (onMessage) => end.addEventListener("message", ({ data }) => onMessage(data)),
  };
}

/**
 * What somebody who asks and a worker say to each other. Everything is plain data that can be cloned: what a worker made of a stranger's
 * scenario comes back as data too. Each question has an id, and every reply carries the id of its question.
 */
import type { Place } from "../scenario/scenario.ts";

/** `cancel`: with what there is by then, if the work can say anything by then. */
export type Request = { type: "question"; id: number; what: string; asks: unknown } | { type: "cancel"; id: number };

export type Reply =
  | { type: "progress"; id: number; progress: unknown }
  | { type: "answer"; id: number; answer: unknown }
  | { type: "failure"; id: number; failure: Failure };

export interface Failure {
  message: string;
  /** In the file of the scenario that cannot be run. */
  place: Place | null;
  /** The order that led there. */
  choices: readonly number[] | null;
}

/** For a reader, who has no other way to learn the place and the order. */
export function told({ message, place, choices }: Failure): string {
  const at = place === null ? "" : `line ${place.line}, column ${place.column}: `;
  const after = choices === null ? "" : ` (in the order ${choices.join(" ")}: actors by number, a step each)`;
  return `${at}${message}${after}`;
}

/** One side's end of the line: a Web Worker, the worker's own scope, or a port of node:worker_threads. */
export interface Port<Out, In> {
  send(message: Out): void;
  listen(onMessage: (message: In) => void): void;
}

/** The end of whoever started the other. */
export interface WorkerPort extends Port<Request, Reply> {
  /** `onBroken`: the other side is gone, and why. */
  listen(onMessage: (reply: Reply) => void, onBroken?: (why: string) => void): void;
  end(): void;
}

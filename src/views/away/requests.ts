/** What the page and its worker say to each other. */
import type { What } from "./work.ts";

export interface Request {
  what: What;
  asks: unknown;
}
export type Reply = { answer: unknown } | { failed: string };

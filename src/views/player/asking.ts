/** Who wrote this value? Asked by a click; asked again, it is the write before that. */
import type { Word } from "../../engine/why/history.ts";

export interface Asking {
  word: Word | null;
  /** How many writes further back. */
  back: number;
  ask: (word: Word) => void;
}

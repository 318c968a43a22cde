import type { VNode } from "preact";
import type { Use } from "./memory.ts";
import type { OpeningProps } from "./props.ts";
import type { Moment } from "./runs.ts";

/** How far the reader has come, besides the number of the scene. */
export interface Story extends OpeningProps {
  moment: Moment;
  /** Undefined where nobody can choose any more. */
  choose?: (moment: Moment) => void;
}

export interface Scene {
  uses: readonly Use[];
  /** What the strip of memory shows. */
  note: VNode;
  /** Where the balloon's page went. */
  moved?: number;
  heading: string;
  tone?: "bad" | "good";
  words: VNode | null;
  /** The button that leads on; and where to, if not to the next scene. */
  action?: string;
  leads?: number;
  /** Instead of a button: a page of its own. */
  leave?: { to: string; text: string };
  /** Whose colours it has, where it is about one. */
  era?: string;
  /** What the words are about: beside them, or one panel after the other. */
  panels: readonly Panel[];
}

export interface Panel {
  name: string;
  content: VNode;
}

/** Loaded when a reader begins. */
import { hydrate } from "preact";
import { Opening } from "./Opening.tsx";
import type { OpeningProps } from "./props.ts";

export function start(root: Element, props: OpeningProps): void {
  hydrate(<Opening {...props} />, root);
}

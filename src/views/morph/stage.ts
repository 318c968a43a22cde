/** Where one text turns into the other. Loaded when a reader asks for it. */
import { MagicMoveRenderer } from "@shikijs/magic-move/renderer";
import "@shikijs/magic-move/style.css";
import { morphTokens } from "./tokens.ts";

const MILLISECONDS = 900;

/** Puts a stage into `place`, with the first text on it; what it returns shows the second text, or the first again. */
export async function openStage(diff: Element, place: HTMLElement): Promise<(to: boolean) => Promise<void>> {
  const { from, to } = morphTokens(diff);
  const stage = document.createElement("pre");
  stage.className = "shiki-magic-move-container";
  place.replaceChildren(stage);
  const renderer = new MagicMoveRenderer(stage, { containerStyle: false, duration: MILLISECONDS });
  await renderer.render(from);
  return (forth) => renderer.render(forth ? to : from);
}

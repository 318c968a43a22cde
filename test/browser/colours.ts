/** Can what is written be read, in the colours that it has? Each look is asked for once, wherever it is met. */
import type { Page } from "@playwright/test";
import { colourViolations } from "./axe.ts";

/** Of all pages that this process has looked at. */
const known = new Set<string>();

/**
 * Two texts of one look – colour, size, weight, and the colours behind them – have one contrast, and axe takes as long for a contrast as for all
 * of its other rules. The pages of a kind look alike, so nearly all looks of a page were met before.
 */
export async function unreadable(page: Page, before: Set<string> = known): Promise<string[]> {
  const fresh: number[] = [];
  for (const [at, look] of (await page.evaluate(looksOf)).entries()) {
    if (!before.has(look)) fresh.push(at);
    before.add(look);
  }
  return fresh.length === 0 ? [] : colourViolations(page, fresh);
}

export type Texts = { texts: Element[] };

/** The look of each element that has text, or that can be written into; the elements stay in `texts`. */
function looksOf(): string[] {
  const behind = new Map<Element | null, string>([[null, ""]]);
  const backgroundOf = (element: Element | null): string => {
    const found = behind.get(element);
    if (element === null || found !== undefined) return found ?? "";
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const isClear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1";
    const all =
      backgroundOf(element.parentElement) + (isClear ? "" : `${backgroundColor} ${backgroundImage} ${opacity};`);
    behind.set(element, all);
    return all;
  };
  const texts = [...document.querySelectorAll("body *")].filter(
    (element) =>
      element.matches("input, select, textarea") ||
      [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== ""),
  );
  Object.assign(globalThis, { texts });
  return texts.map((element) => {
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
    // A link must differ from the text that it stands in.
    const around = element.closest("a")?.parentElement;
    const text = around ? getComputedStyle(around).color : "";
    return [color, fontSize, fontWeight, textDecorationLine, text, backgroundOf(element)].join(" | ");
  });
}

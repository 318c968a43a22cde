/** A page walked through with the Tab key. */
import { expect, type Page } from "@playwright/test";

export interface Walk {
  /** What had the focus, in order. */
  stops: string[];
  /** What can be used with a pointer, and was not come by. */
  missed: string[];
}

const LONGEST = 1500;

/** Fails at a stop of which nothing shows that it has the focus, which something covers, or which is out of the window. */
export async function walk(page: Page): Promise<Walk> {
  await page.evaluate(prepare);
  const stops: string[] = [];
  for (let last = ""; stops.length < LONGEST; ) {
    await page.keyboard.press("Tab");
    let stop = await page.evaluate(look);
    if (stop?.what === last) {
      // An editor keeps Tab for itself, and gives it back after Escape.
      await page.keyboard.press("Escape");
      await page.keyboard.press("Tab");
      stop = await page.evaluate(look);
      if (stop?.what === last) throw new Error(`the focus cannot leave ${last}`);
    }
    if (stop === null || stop.again) return { stops, missed: await page.evaluate(missed) };
    stops.push(stop.what);
    // The definition of the word before goes away a moment after the focus.
    if (!stop.seen) await expect.poll(async () => (await page.evaluate(look))?.seen, stop.what).toBe(true);
    last = stop.what;
  }
  throw new Error(`after ${LONGEST} stops the walk has no end`);
}

type State = { walked: Set<Element> };

function prepare(): void {
  Object.assign(globalThis, { walked: new Set<Element>() });
}

/** What has the focus; null at the end of the page. */
function look(): { what: string; seen: boolean; again: boolean } | null {
  const { walked } = globalThis as unknown as State;
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const again = walked.has(element);
  walked.add(element);
  // An editor is several layers, and the frame around them shows the focus.
  let shown: Element | null = element;
  const shows = (each: Element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(each);
    return outlineStyle !== "none" || boxShadow !== "none";
  };
  for (let up = 0; up < 4 && shown !== null && !shows(shown); up++) shown = shown.parentElement;
  const frame = shown !== null && shows(shown) ? shown : null;
  const isOnTop = ({ x, width, top, bottom }: DOMRect) =>
    [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98].some((part) => {
      const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      const hit = document.elementFromPoint(x + width * part, middle);
      return hit !== null && (frame?.contains(hit) || hit.contains(element));
    });
  // A link that is broken over two lines has several boxes.
  const seen = frame !== null && [...frame.getClientRects()].some(isOnTop);
  const at = [...document.querySelectorAll("*")].indexOf(element);
  return { what: `${at} ${element.outerHTML.replace(/\s+/g, " ").slice(0, 120)}`, seen, again };
}

function missed(): string[] {
  const { walked } = globalThis as unknown as State;
  const usable = document.querySelectorAll<HTMLElement>(
    "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']",
  );
  return [...usable]
    .filter((element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !walked.has(element) && !isOtherRadio(element))
    .map((element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120));

  /** Of a group of radio buttons Tab finds one, and the arrow keys the others. */
  function isOtherRadio(element: HTMLElement): boolean {
    const inGroup = (other: Element) =>
      other instanceof HTMLInputElement && other.name === element.getAttribute("name");
    return element.matches("input[type=radio]") && [...walked].some(inGroup);
  }
}

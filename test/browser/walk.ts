/** A page walked through with the Tab key. */
import { type CDPSession, expect, type Page } from "@playwright/test";

export interface Walk {
  /** What had the focus, in order. */
  stops: string[];
  /** What comes after what stands behind it in the page. */
  backwards: string[];
  /** What can be used with a pointer, and was not come by. */
  missed: string[];
}

const LONGEST = 1500;
/** So many keys are on their way to the page at once: nearly all that a stop costs is the way there and back. */
const AT_ONCE = 32;

/** Fails at a stop of which nothing shows that it has the focus, which something covers, or which is out of the window. */
export async function walk(page: Page): Promise<Walk> {
  const keys = await page.context().newCDPSession(page);
  const walked = await page.evaluateHandle(begin);
  for (let stops = 0; stops < LONGEST; stops++) {
    await tab(keys, AT_ONCE);
    let halt = await walked.evaluate(({ halt }) => halt);
    if (halt?.why === "stuck") {
      // An editor keeps Tab for itself, and gives it back after Escape.
      await page.keyboard.press("Escape");
      await walked.evaluate((state) => state.goOn());
      await tab(keys, 1);
      halt = await walked.evaluate(({ halt }) => halt);
      if (halt?.why === "stuck") throw new Error(`the focus cannot leave ${halt.what}`);
    }
    if (halt?.why === "unseen") {
      // The definition of the word before goes away a moment after the focus.
      await expect.poll(() => walked.evaluate((state) => state.isSeen()), halt.what).toBe(true);
      await walked.evaluate((state) => state.goOn());
    }
    if (halt?.why === "end") {
      await keys.detach();
      return walked.evaluate((state) => state.found());
    }
  }
  throw new Error(`after ${LONGEST} stops the walk has no end`);
}

/** Playwright's keyboard waits for each key. */
async function tab(keys: CDPSession, times: number): Promise<void> {
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  const events = (["rawKeyDown", "keyUp"] as const).map((type) => ({ type, ...key }));
  const presses = Array.from({ length: times }, () => events).flat();
  await Promise.all(presses.map((event) => keys.send("Input.dispatchKeyEvent", event)));
}

interface Halt {
  why: "end" | "stuck" | "unseen";
  what: string;
}

interface Walked {
  halt: Halt | null;
  goOn(): void;
  isSeen(): boolean;
  found(): Walk;
}

/** From here on the page itself looks at each stop, and takes no more keys once there is something to decide. */
function begin(): Walked {
  const stops = new Set<Element>();
  const backwards: string[] = [];
  const walked: Walked = {
    halt: null,
    goOn: () => {
      walked.halt = null;
    },
    isSeen: () => document.activeElement !== null && isSeen(document.activeElement),
    found: () => ({ stops: [...stops].map(name), backwards, missed: missed() }),
  };
  let last: Element | null = null;
  /** A definition that scrolls takes the focus after its word, if the walk is slow enough for it to open; it stands at the end of the page. */
  let place: Element | null = null;
  const onTab = (type: "keydown" | "keyup", listen: (event: KeyboardEvent) => void) =>
    addEventListener(type, (event) => event.key === "Tab" && listen(event), { capture: true });
  onTab("keydown", (event) => {
    if (walked.halt === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  onTab("keyup", () => {
    walked.halt ??= look();
  });
  return walked;

  function look(): Halt | null {
    const element = document.activeElement;
    if (element === null || element === document.body) return { why: "end", what: "" };
    const what = name(element);
    if (element === last) return { why: "stuck", what };
    if (stops.has(element)) return { why: "end", what };
    stops.add(element);
    last = element;
    if (!element.id.startsWith("term-")) {
      if (place && (element.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_PRECEDING) === 0)
        backwards.push(what);
      place = element;
    }
    return isSeen(element) ? null : { why: "unseen", what };
  }

  function name(element: Element): string {
    return element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  }

  function isSeen(element: Element): boolean {
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
    return frame !== null && [...frame.getClientRects()].some(isOnTop);
  }

  function missed(): string[] {
    const usable = document.querySelectorAll<HTMLElement>(
      "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex='0']",
    );
    return [...usable]
      .filter((element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !stops.has(element) && !isOtherRadio(element))
      .map(name);
  }

  /** Of a group of radio buttons Tab finds one, and the arrow keys the others. */
  function isOtherRadio(element: HTMLElement): boolean {
    const inGroup = (other: Element) =>
      other instanceof HTMLInputElement && other.name === element.getAttribute("name");
    return element.matches("input[type=radio]") && [...stops].some(inGroup);
  }
}

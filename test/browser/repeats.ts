/** Leaves out of a page, for axe, what is there many times over. */
import type { Page } from "@playwright/test";

/** So many elements of one shape are kept. */
const KEPT = 3;

/**
 * Rows, cards and list items that differ in their texts alone are made by the same lines of one component, and so are the words of
 * code in one colour. axe takes most of its time for them, and what it finds in hundreds it finds in three.
 * Returns how many elements are gone.
 */
export function dropRepeats(page: Page): Promise<number> {
  return page.evaluate((kept) => {
    /** What only tells elements of one shape apart. */
    const NAMES = /^(id|href|for|title|value|name|headers|d|aria-(label|labelledby|describedby|controls)|data-.*)$/;
    const dropped = new Set<Element>();

    const attributes = (element: Element) =>
      [...element.attributes].map(({ name, value }) => (NAMES.test(name) ? name : `${name}=${value}`)).join();

    /** Everything but the texts. Children of one shape count once, however many there are. */
    const shape = (element: Element): string => {
      const seen = new Map<string, number>();
      for (const child of element.children) {
        const own = shape(child);
        const count = (seen.get(own) ?? 0) + 1;
        seen.set(own, count);
        if (count > kept) dropped.add(child);
      }
      const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
      return `${element.localName}[${attributes(element)}]${hasText ? "text" : ""}(${[...seen.keys()].sort().join("")})`;
    };
    for (const main of document.querySelectorAll("main")) shape(main);

    // Nothing but its colours tells a word of code from another.
    const words = new Map<string, number>();
    for (const word of document.querySelectorAll("main pre :not(:has(*))")) {
      const own = `${attributes(word)} in ${attributes(word.closest("pre") ?? word)} ${attributes(word.parentElement ?? word)}`;
      const count = (words.get(own) ?? 0) + 1;
      words.set(own, count);
      if (count > kept) dropped.add(word);
    }
    for (const element of dropped) element.remove();
    return dropped.size;
  }, KEPT);
}

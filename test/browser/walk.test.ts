// That keys are pressed faster than anybody looks must hide nothing that a walk is for.

import { expect } from "@playwright/test";
import { test } from "./tab.ts";
import { walk } from "./walk.ts";

const LINKS = [1, 2, 3].map((at) => `<p><a id="a${at}" href="#${at}">link</a></p>`).join("");

test("comes by all that can be used, in the order of the page", async ({ page }) => {
  await page.setContent(LINKS);
  const { stops, backwards, missed } = await walk(page);
  expect(stops.map((stop) => /id="(\w+)"/.exec(stop)?.[1])).toEqual(["a1", "a2", "a3"]);
  expect([...backwards, ...missed]).toEqual([]);
});

test("tells what comes out of order, and what is passed over", async ({ page }) => {
  await page.setContent(
    `${LINKS}<button id="first" tabindex="1">first</button><p inert><button id="dead">dead</button></p>`,
  );
  const { backwards, missed } = await walk(page);
  expect(backwards).toEqual([expect.stringContaining('id="a1"')]);
  expect(missed).toEqual([expect.stringContaining('id="dead"')]);
});

test("leaves an editor by Escape, and tells where there is no way out", async ({ page }) => {
  const editor = (letGo: string) => `<textarea id="editor"></textarea><script>
    globalThis.isKept = true;
    editor.onkeydown = (event) => {
      if (event.key === "${letGo}") isKept = false;
      else if (isKept && event.key === "Tab") event.preventDefault();
    };
  </script>`;
  await page.setContent(LINKS + editor("Escape") + LINKS.replaceAll('id="a', 'id="b'));
  expect((await walk(page)).stops).toHaveLength(7);
  await page.setContent(LINKS + editor("never"));
  await expect(walk(page)).rejects.toThrow("the focus cannot leave");
});

test("stops where something covers what has the focus, until it is gone", async ({ page }) => {
  await page.setContent(`${LINKS}<div id="cover" style="position: fixed; inset: 0"></div>`);
  const walking = walk(page);
  await expect(page.locator("#a1")).toBeFocused();
  // As many frames as the keys would have needed.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 20; frame++) await new Promise((next) => requestAnimationFrame(next));
  });
  await expect(page.locator("#a1")).toBeFocused();
  await page.locator("#cover").evaluate((cover) => cover.remove());
  expect((await walking).stops).toHaveLength(3);
});

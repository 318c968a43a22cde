// What the Content-Security-Policy of a page is for: nothing that somebody gets into the page can run or call home.
// That no page of ours breaks it is held by pages.test.ts, where a refusal is an error.

import { expect } from "@playwright/test";
import { test } from "./tab.ts";

const INJECTED = [
  { what: "a script", html: "", script: "document.title = 'owned'", directive: "script-src-elem" },
  {
    what: "an event handler",
    html: `<img src="data:," onerror="document.title = 'owned'">`,
    directive: "script-src-attr",
  },
  { what: "a style sheet", html: "<style>body { display: none }</style>", directive: "style-src-elem" },
  { what: "a picture from elsewhere", html: `<img src="https://example.org/x.png">`, directive: "img-src" },
  { what: "a frame", html: `<iframe src="https://example.org/"></iframe>`, directive: "frame-src" },
  { what: "another base", html: `<base href="https://example.org/">`, directive: "base-uri" },
];

test.beforeEach(async ({ page }) => {
  await page.goto("./");
});

for (const { what, html, script, directive } of INJECTED) {
  test(`refuses ${what} that is added`, async ({ page }) => {
    const { refused, title } = await page.evaluate(
      async ({ html, script }) => {
        const { promise, resolve } = Promise.withResolvers<string>();
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
        document.body.insertAdjacentHTML("beforeend", html);
        if (script) document.body.append(Object.assign(document.createElement("script"), { textContent: script }));
        return { refused: await promise, title: document.title };
      },
      { html, script },
    );
    expect(refused).toBe(directive);
    expect(title).not.toBe("owned");
  });
}

test("refuses eval", async ({ page }) => {
  // By a script of the page: what the debugger evaluates is not held to the policy.
  const refused = await page.evaluate(() => {
    const { promise, resolve } = Promise.withResolvers<string>();
    document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    setTimeout("document.title = 'owned'");
    return promise;
  });
  expect(refused).toBe("script-src");
  expect(await page.title()).not.toBe("owned");
});

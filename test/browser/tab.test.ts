// That pages follow one another in one tab must be nothing that they can tell.

import { expect } from "@playwright/test";
import { leave, test } from "./tab.ts";
import { visit } from "./visit.ts";

const PAGE = "scenarios/isolate/";

test("a page finds nothing of the one before it, nor does its test", async ({ page }) => {
  const heard: string[] = [];
  page.on("request", (request) => heard.push(request.url()));
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(PAGE);
  await page.evaluate(() => {
    localStorage.setItem("read-as", "typescript");
    addEventListener("pagehide", () => sessionStorage.setItem("last", "words"));
  });
  const beside = await page.context().newPage();
  await leave(page);
  expect(beside.isClosed()).toBe(true);
  heard.length = 0;
  await visit(page, PAGE);
  expect(await page.evaluate(() => [localStorage.getItem("read-as"), sessionStorage.getItem("last")])).toEqual([
    null,
    null,
  ]);
  expect(heard).toEqual([]);
});

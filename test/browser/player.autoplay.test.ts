// The player that steps by itself. The clock of its tab stands still, as it does for good once it was told to: so each test has a tab of its own.

import { expect, type Page, test } from "@playwright/test";
import { aops } from "../../models/aops/index.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { visit } from "./visit.ts";

const ID = "isolate-races-deflate";
/** The first of the kernels is in view. */
const count = execute(findScenario(ID), aops, aops.releases[0]).steps.length;

const at = async (page: Page) =>
  Number(/^Step (\d+) of/.exec((await page.locator(".debugger .slider").textContent()) ?? "")?.[1] ?? Number.NaN);

for (const reducedMotion of ["reduce", "no-preference"] as const) {
  test(`autoplay steps to the end by itself, moves nothing, and can be paused (motion: ${reducedMotion})`, async ({
    page,
  }) => {
    // Time passes only where it is told to: how fast the machine is says nothing.
    await page.clock.install({ time: 0 });
    await page.emulateMedia({ reducedMotion });
    await visit(page, `scenarios/${ID}/`);
    await page.clock.pauseAt(3_600_000);
    await page.getByLabel("Speed").selectOption("5");
    await page.getByRole("region", { name: "Steps" }).focus();
    await page.keyboard.press(" ");
    await page.clock.runFor(1_000);
    expect(await at(page)).toBeGreaterThan(1);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.keyboard.press(" ");
    const paused = await at(page);
    await page.clock.runFor(5_000);
    expect(await at(page)).toBe(paused);
    await page.getByRole("slider").fill(String(count - 1));
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(1_000);
    expect(await at(page)).toBe(count);
    // From the end it starts over.
    await page.getByRole("button", { name: "Play" }).click();
    await page.clock.runFor(1_000);
    expect(await at(page)).toBeLessThan(count);
    await page.getByRole("button", { name: "Pause" }).click();
  });
}

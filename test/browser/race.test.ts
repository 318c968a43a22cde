// Racing by hand, trying every order, and taking guards out, in a browser: what is shown is what the models and the terminal say.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { GuardName } from "../../models/guards.ts";
import { findEra } from "../../models/index.ts";
import { endsOf } from "../../src/explore/ends.ts";
import { verify } from "../../src/explore/verify.ts";
import { guardRegister } from "../../src/guards/files.ts";
import { type CellResult, Matrix } from "../../src/guards/matrix.ts";
import { execute } from "../../src/run/execute.ts";
import { findScenario } from "../../src/scenario/files.ts";
import { call } from "../cli/call.ts";
import { violations } from "./axe.ts";
import { launch } from "./chromium.ts";
import { choose, openMode } from "./modes.ts";

const RACE = "isolate-races-deflate";

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterEach(() => page.close());
afterAll(() => browser.close());

const kernel = (name: string) => findEra(name) as NonNullable<ReturnType<typeof findEra>>;
const taken = () => page.getByRole("region", { name: "Steps taken" }).getByRole("button").allInnerTexts();
const press = async (keys: string) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe("racing by hand", () => {
  it("takes the steps that are chosen, goes back, and keeps every way in a tree with its verdict", async () => {
    page = await openMode(browser, RACE, "Race");
    await choose(page, "mops@6.16");
    await page.getByRole("tab", { name: "Race" }).focus();
    await press("111");
    expect(await taken()).toEqual(["1 scanner user:look", "1 scanner isolate:pin", "1 scanner isolate:test"]);
    await press("u2");
    expect(await taken()).toEqual(["1 scanner user:look", "1 scanner isolate:pin", "2 driver balloon:lock"]);
    const tree = page.getByRole("region", { name: "Tried so far" });
    await expect.poll(() => tree.getByRole("heading").textContent()).toBe("Tried so far: 2 ways");
    await page.getByRole("button", { name: "1 scanner user:look" }).click();
    expect(await taken()).toHaveLength(1);
    // The driver first, to its end, and then the scanner.
    await press("2222222221111111111111");
    await expect.poll(() => page.locator(".race-verdict").textContent()).toMatch(/all is as the scenario expects/);
    expect(await tree.getByRole("heading").textContent()).toBe("Tried so far: 3 ways");
    expect(await tree.locator(".race-end").allInnerTexts()).toEqual(["ok"]);
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await page.getByText("Who goes first?").isVisible()).toBe(true);
    expect(await tree.locator(".race-end").allInnerTexts()).toEqual(["ok"]);
  });

  it("says what a step would touch, and whose lock an actor waits for", async () => {
    const id = "allocator-must-not-wait";
    const { era, release } = kernel("flags");
    const { steps, actors } = execute(findScenario(id), era, release);
    const until = steps.findIndex(({ waits }) => waits) + 1;
    page = await openMode(browser, id, "Race");
    await choose(page, "flags@6.17");
    await page.getByRole("tab", { name: "Race" }).focus();
    const number = ({ actor }: { actor: string }) => String(actors.indexOf(actor) + 1);
    await press(steps.slice(0, until).map(number).join(""));
    const card = page.getByRole("listitem").filter({ hasText: "waits for the lock of page" }).first();
    const locked = steps[until - 1]?.waits?.replace(/ flags$/, "") ?? "";
    const since = steps.findLastIndex(
      ({ n, writes }) => n < until && writes.some(({ object, change }) => object === locked && change === "+PG_locked"),
    );
    const { actor = "" } = steps[since] ?? {};
    expect(await card.textContent()).toContain(
      `waits for the lock of ${locked}, which ${actor} took in step ${since + 1}`,
    );
    expect(await card.getByRole("button").getAttribute("aria-disabled")).toBe("true");
    const before = await taken();
    await press(number({ actor: steps[until - 1]?.actor ?? "" }));
    expect(await taken()).toEqual(before);
    const next = steps[until];
    const moves = page.getByRole("list", { name: "Who takes the next step?" }).getByRole("listitem");
    expect(await moves.filter({ has: page.getByRole("button", { name: next?.actor ?? "" }) }).textContent()).toContain(
      next?.step ?? "",
    );
  });
});

describe.each(["aops", "mops", "flags"])("without isolate:recheck on %s", (name) => {
  it("every order is tried until the counterexample of the register is found", async () => {
    const [entry] = guardRegister().filter(({ guard }) => guard === "isolate:recheck");
    const cell = entry?.eras[name];
    if (!entry || !cell) throw new Error(`no cell for ${name}`);
    const known = new Matrix(findScenario).cell(entry, name, cell) as CellResult;
    page = await openMode(browser, known.scenario, "Every order");
    await choose(page, `${name}@${kernel(name).release.id}`);
    await page.getByText("Guards:").click();
    await page.getByRole("checkbox", { name: "isolate:recheck", exact: true }).uncheck();
    await page.getByRole("button", { name: "Find a failure" }).click();
    await page.getByRole("button", { name: "Watch it" }).waitFor();
    expect(await page.locator(".race-verdict").textContent()).toBe(`${known.verdict}: ${known.message}`);
    const switches = `${known.switches} ${known.switches === 1 ? "switch" : "switches"}`;
    expect(await page.getByText(`${known.steps} steps, ${switches} from one actor to another`).count()).toBe(1);
    await page.getByRole("button", { name: "Take it apart by hand" }).click();
    await page.getByRole("region", { name: "Steps taken" }).waitFor();
    expect(await taken()).toHaveLength(known.steps ?? 0);
    expect(await page.locator(".race-verdict").textContent()).toContain(known.message);
    // Put back, and nothing goes wrong any more.
    await page.getByRole("button", { name: "Put all back" }).click();
    await page.getByRole("tab", { name: "Every order" }).click();
    await page.getByRole("button", { name: "Find a failure" }).click();
    await expect.poll(() => page.locator(".race-verdict").textContent()).toBe("all interleavings fine");
  });
});

it("a guard that is not missed alone says which one to take out as well", async () => {
  const id = "inflate-races-isolation";
  const without: GuardName[] = ["balloon:mark-under-lock", "isolate:recheck"];
  const { era, release } = kernel("flags");
  const known = verify(findScenario(id), era, release, { without });
  page = await openMode(browser, id, "Every order");
  await choose(page, "flags@6.17");
  await page.getByText("Guards:").click();
  await page.getByRole("checkbox", { name: "balloon:mark-under-lock" }).uncheck();
  const hint = page.getByRole("listitem").filter({ hasText: "Alone it is not missed" });
  expect(await hint.textContent()).toContain("Take out isolate:recheck as well");
  await page.getByRole("checkbox", { name: "isolate:recheck", exact: true }).uncheck();
  await page.getByRole("button", { name: "Find a failure" }).click();
  await expect.poll(() => page.locator(".race-verdict").textContent()).toBe(`${known.verdict}: ${known.message}`);
});

it("a guard that the scenario itself leaves out is told, and nobody can put it back", async () => {
  page = await openMode(browser, "lost-wakeup", "Watch");
  const [guard] = findScenario("lost-wakeup").without;
  expect(await page.locator(".race-guards summary strong").textContent()).toBe(`without ${guard}`);
  await page.getByText("Guards:").click();
  const item = page.getByRole("listitem").filter({ hasText: "The scenario itself leaves it out." });
  expect(await item.getByRole("checkbox", { name: guard }).isDisabled()).toBe(true);
});

describe("when nothing goes wrong", () => {
  it("says what the terminal says: how many orders, and which ends", async () => {
    const [told] = JSON.parse(call("explore", RACE, "--era", "flags", "--json").out);
    page = await openMode(browser, RACE, "Every order");
    await choose(page, "flags@6.17");
    await page.getByRole("button", { name: "Find a failure" }).click();
    const ends = page.getByRole("region", { name: "How it can end" });
    await ends.waitFor();
    const { executions, cut, states, steps, outcomes } = told.exploration;
    const counts = `${executions} orders run to their end, ${cut} cut short because the rest was known; ${states} states, ${steps} steps.`;
    expect(await page.getByText(counts).count()).toBe(1);
    const known = endsOf({
      outcomes: new Map(outcomes.map((each: { end: unknown }) => [JSON.stringify(each.end), each])),
    });
    expect(known.size).toBeGreaterThan(1);
    const examples = page.getByRole("button", { name: /^Watch an example/ });
    expect(await examples.count()).toBe(known.size);
    // An example opens in the player.
    await examples.first().click();
    expect(await page.getByRole("tab", { name: "Watch" }).getAttribute("aria-selected")).toBe("true");
    await page.getByRole("region", { name: "Player" }).waitFor();
  });

  it("stops when it is cancelled", async () => {
    page = await openMode(browser, "two-scanners-and-the-owner", "Every order");
    // At once, or it would be over.
    await page.evaluate(async () => {
      const button = (name: string) =>
        [...document.querySelectorAll("button")].find((each) => each.textContent === name);
      button("Find a failure")?.click();
      await new Promise(requestAnimationFrame);
      button("Cancel")?.click();
    });
    await page.getByText("Not all of them: it stopped at cancelled.").waitFor();
  });
});

describe("with the keyboard alone", () => {
  it("races, and tries every order", async () => {
    page = await openMode(browser, RACE, "Watch");
    await page.getByRole("tab", { name: "Watch" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText("Who goes first?").waitFor();
    await press("12");
    expect(await taken()).toHaveLength(2);
    await page.keyboard.press("Backspace");
    expect(await taken()).toHaveLength(1);
    await page.keyboard.press("ArrowRight");
    const find = page.getByRole("button", { name: "Find a failure" });
    await find.waitFor();
    const focused = () => find.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 10 && !(await focused()); presses++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("all interleavings fine").waitFor();
  });
});

describe.each([
  { width: 1440, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
] as const)("at $width px in the $colorScheme", ({ width, colorScheme }) => {
  it("is accessible and fits, with a race under way, guards out, and results", async () => {
    page = await openMode(browser, RACE, "Race", { viewport: { width, height: 844 }, colorScheme });
    const isFine = async () => {
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    };
    await page.getByRole("tab", { name: "Race" }).focus();
    await press("11u2");
    await isFine();
    await page.getByText("Guards:").click();
    await page.getByRole("checkbox", { name: "isolate:pin" }).uncheck();
    await isFine();
    await page.getByRole("tab", { name: "Every order" }).click();
    await page.getByRole("button", { name: "Find a failure" }).click();
    await page.getByRole("button", { name: "Watch it" }).waitFor();
    await isFine();
    await page.getByRole("button", { name: "Put all back" }).click();
    await page.getByRole("button", { name: "Find a failure" }).click();
    await page.getByRole("region", { name: "How it can end" }).waitFor();
    await isFine();
  });
});

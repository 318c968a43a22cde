/** axe-core in a page. It is run by the debugger, because the policy of the site lets nobody add a script. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { default as Axe, RunOptions } from "axe-core";
import type { Texts } from "./colours.ts";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** Those of ALL that look at colours: colours.ts. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** One line for each violation: the rule, where it is broken, and how. */
export function violations(page: Page): Promise<string[]> {
  return run(page, { runOnly: { type: "tag", values: ALL } });
}

/** All but the colours. */
export function structureViolations(page: Page): Promise<string[]> {
  const rules = Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
  return run(page, { runOnly: { type: "tag", values: ALL }, rules });
}

/** The colours alone, of some of the elements that `texts` holds in the page. */
export function colourViolations(page: Page, texts: number[]): Promise<string[]> {
  return run(page, { runOnly: { type: "rule", values: COLOURS } }, texts);
}

async function run(page: Page, options: RunOptions, texts?: number[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  const results = await page.evaluate(
    ({ options, texts }) => {
      const { axe, texts: all } = globalThis as unknown as { axe: typeof Axe } & Texts;
      const context = texts?.flatMap((at) => all[at] ?? []) ?? document;
      return axe.run(context, { ...options, resultTypes: ["violations"], preload: false });
    },
    { options, texts },
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

/** axe-core in a page. It is run by the debugger, because the policy of the site lets nobody add a script. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type Axe from "axe-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } as const;
/** Those of ALL that look at colours: what can change with the theme, where the page was tested in the other one. */
export const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] } as const;

/** One line for each violation: the rule, where it is broken, and how. */
export async function violations(page: Page, rules: typeof ALL | typeof COLOURS = ALL): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  const results = await page.evaluate(({ type, values }) => {
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    return axe.run({ runOnly: { type, values: [...values] }, resultTypes: ["violations"], preload: false });
  }, rules);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
  );
}

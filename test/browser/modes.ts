/** A scenario's page in a browser, with one of its ways to look at it chosen. */
import type { Page } from "@playwright/test";
import { visit } from "./visit.ts";

export type Mode = "Watch" | "Race" | "Every order" | "Predict";

export async function openMode(page: Page, id: string, mode: Mode, site = ""): Promise<void> {
  await visit(page, `${site}scenarios/${id}/`);
  await page.getByRole("tab", { name: mode }).click();
  await page.locator(mode === "Watch" ? ".player" : ".race").waitFor();
}

export async function choose(page: Page, kernel: string): Promise<void> {
  await page.getByLabel("On kernel", { exact: true }).selectOption(kernel);
}

/** A scenario's page in a browser, with one of its panels chosen. */
import type { Page } from "@playwright/test";
import { visit } from "./visit.ts";

export type Mode = "Watch" | "Race" | "Every order" | "Predict";

export async function openMode(page: Page, id: string, mode: Mode, site = ""): Promise<void> {
  await visit(page, `${site}scenarios/${id}/`);
  await page.getByRole("tab", { name: mode }).click();
  await page.locator(mode === "Watch" ? ".lanes" : ".race").waitFor();
}

/** Brings a kernel into view: the one of its era. */
export async function choose(page: Page, kernel: string): Promise<void> {
  await page
    .getByRole("group", { name: "Kernel in view" })
    .locator(`[data-era=${kernel.split("@")[0]}]`)
    .click();
}

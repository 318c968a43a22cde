/** The form under a patch, wherever one is shown. */
import type { Page } from "@playwright/test";
import { must } from "../../src/engine/must.ts";
import { ANSWER_GROUPS } from "../../src/knowledge/katas/answers.ts";

export const line = (page: Page, text: string) => page.getByRole("radio", { name: text });

/** In two steps: the kind, and what of it. */
export async function answer(page: Page, value: string): Promise<void> {
  const { title } = must(
    ANSWER_GROUPS.find(({ answers }) => answers.some(([each]) => each === value)),
    `group of ${value}`,
  );
  await page.getByLabel("What goes wrong?").selectOption(title);
  await page.getByLabel("What exactly?").selectOption(value);
}

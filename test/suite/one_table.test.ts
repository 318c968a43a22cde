/** What only one era does stands in test/expectations/, with a reason and a source. Here nothing is asked about an era by its name. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ERAS } from "../../models/index.ts";
import { UNSEEN } from "./kernels.ts";

const NAMES = ERAS.map(({ id }) => id).join("|");
/** An era or a kernel by its name, or a difference between two of them. */
const OF_AN_ERA = new RegExp(`(["'\`])(${NAMES})(@[^"'\`]*)?\\1|\\bdiffers\\(|\\bdifferences\\.has\\(`);

it("is the only place that knows what one era does", () => {
  // The one file asks what a difference is, and of none what it does.
  const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter((file) => file !== "differences.test.ts");
  const found = files.flatMap((file) =>
    readFileSync(join(import.meta.dirname, file), "utf8")
      .split("\n")
      .flatMap((text, index) => (OF_AN_ERA.test(text) ? [`test/suite/${file}:${index + 1}: ${text.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});

it("leaves out no era but a plan", () => {
  expect(UNSEEN.filter(({ kind }) => kind !== "plan").map(({ id }) => id)).toEqual([]);
});

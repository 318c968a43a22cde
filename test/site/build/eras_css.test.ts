/** Every era there is has its colour on dark and on light pages and on paper, and room beside the others. */
import { expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { cssOf } from "../../../src/site/build/eras_css.ts";

const added = {
  ...ERAS[0],
  id: "later",
  colour: { dark: "#abcdef", light: "#123456" },
} as unknown as (typeof ERAS)[number];

test("an era that was added has a colour in each theme, and a column", () => {
  const css = cssOf([...ERAS, added]);
  const inTheme = (start: string) => css.split("\n").find((line) => line.startsWith(start)) ?? "";
  expect(inTheme(":root {")).toContain("--era-later: #abcdef;");
  expect(inTheme(":root[data-theme")).toContain("--era-later: #123456;");
  expect(inTheme("@media print")).toContain("--era-later: #123456;");
  expect(css).toContain('[data-era="later"] { --era: var(--era-later); --year: "2016"; }');
  expect(css).toContain(`--eras: ${ERAS.length + 1};`);
  expect(css).toContain(`.of-${ERAS.length + 1}, `);
});

test("no two eras look the same", () => {
  for (const theme of ["dark", "light"] as const) {
    expect(new Set(ERAS.map(({ colour }) => colour[theme])).size).toBe(ERAS.length);
  }
});

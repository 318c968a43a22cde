// What shows texts of strangers makes text of them, and never HTML: no file of these folders knows a way to do that.
import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FILES = globSync("src/{engine/links,views}/**/*.{ts,tsx}");
const WAYS =
  /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|set:html/;

it.each(FILES)("%s", (file) => {
  expect(readFileSync(file, "utf8")).not.toMatch(WAYS);
});

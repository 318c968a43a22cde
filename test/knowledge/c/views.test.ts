// What is shown as C is C, natural C, and every step of the shipped scenarios has its line in it.

import { describe, expect, test } from "vitest";
import { ERAS, PLANS } from "../../../models/index.ts";
import { CViews, textOf } from "../../../src/knowledge/c/views.ts";
import { readModels } from "../../../src/knowledge/source/files.ts";
import { PLACES } from "../../../src/knowledge/tree/collected.ts";
import { errorsIn } from "./grammar.ts";

const views = new CViews(readModels(), PLACES);
const KERNELS = [
  ...PLANS.map(({ id, releases: [ours] }) => `${id}@${ours.id}`),
  ...ERAS.flatMap(({ id, releases }) => releases.map((release) => `${id}@${release.id}`)),
];

/** What TypeScript has and C has not. */
const FOREIGN =
  /=>|===|!==|\b(?:yield|function|const \{|new [A-Z]|undefined|null|typeof)\b|\.\.\.|\.length|\?[.?]|\bk\.|\bmemory->|`/;

/** `slots->pool = (unsigned long)pool`, or what such a field is taken for. */
const CAST = /->\w+ = \(unsigned long\)|= \(struct \w+ \*\)\w+->\w+;$/;

describe.each(KERNELS)("%s", (kernel) => {
  const view = views.at(kernel);

  test("has its own functions", () => {
    const [era] = kernel.split("@");
    // A plan may change a function and have the rest from the era below.
    const few = PLANS.some(({ id }) => id === era) ? 1 : 30;
    expect(view.functions.filter(({ file }) => file.includes(`/${era}/`)).length).toBeGreaterThan(few);
  });

  test("parses, function by function", () => {
    const wrong = view.functions.flatMap(({ file, name, lines }) =>
      errorsIn(textOf(lines)).map((line) => `${file} ${name}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test("casts no pointer of which the models say where it leads", () => {
    const wrong = view.functions.flatMap(({ file, name, lines }) =>
      textOf(lines)
        .split("\n")
        .filter((line) => CAST.test(line))
        .map((line) => `${file} ${name}: ${line.trim()}`),
    );
    expect(wrong).toEqual([]);
  });

  test("has nothing in it that C has not", () => {
    const wrong = view.functions.flatMap(({ file, name, lines }) =>
      withoutComments(textOf(lines))
        .split("\n")
        .filter((line) => FOREIGN.test(line))
        .map((line) => `${file} ${name}: ${line.trim()}`),
    );
    expect(wrong).toEqual([]);
  });
});

/** Of an era that kernels had: loops by name, what observers ask, walks along addresses, waits of which only the machine knows the condition, and iterators. It gets less as the models get nearer to C, and never more. */
const HIDDEN = 16;

test.each(KERNELS.filter((kernel) => !PLANS.some(({ id }) => kernel.startsWith(`${id}@`))))(
  "%s is shown but for a few functions",
  (kernel) => {
    const hidden = views.at(kernel).awkward.map(({ file, declared, why }) => `${file} ${declared}: ${why.join("; ")}`);
    expect(hidden.length, hidden.join("\n")).toBeLessThanOrEqual(HIDDEN);
  },
);

test.each(ERAS.map(({ id, releases }) => `${id}@${releases[0].id}`))(
  "%s says what each check's lines are",
  (kernel) => {
    const guard = "isolate:recheck";
    const asking = views.asking(kernel, guard);
    expect(asking).not.toEqual([]);
    const printed = views.without(kernel, [guard]);
    for (const fn of asking) {
      const left = printed.functions.find(({ file, declared }) => file === fn.file && declared === fn.declared);
      const lines = (fn.without[guard] ?? []).reduceRight(
        (all, { from, to, lines: instead }) => all.toSpliced(from, to - from, ...instead),
        [...fn.lines],
      );
      expect(textOf(lines)).toBe(left && textOf(left.lines));
      expect(textOf(lines)).not.toBe(textOf(fn.lines));
    }
  },
);

test("a function reads the same, whatever was printed before it", () => {
  const last = KERNELS.at(-1) ?? "";
  expect(new CViews(readModels(), PLACES).at(last)).toEqual(views.at(last));
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
}

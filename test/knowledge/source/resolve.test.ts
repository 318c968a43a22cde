// A text with the questions about differences answered.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { must } from "../../../src/engine/must.ts";
import { codeChanges } from "../../../src/knowledge/series/code.ts";
import { pointsOf } from "../../../src/knowledge/series/points.ts";
import { declarationsAt } from "../../../src/knowledge/source/variants.ts";

const body = (inside: string, ...differences: string[]) =>
  declarationsAt(`function f(k: Kernel) {\n${inside}\n}\n`, { differences: new Set(differences) })[0]?.text ?? "";

describe("what is asked", () => {
  test.each([
    ["is taken where it is so", '  if (k.differs("a")) one();\n  two();', ["a"], "  one();\n  two();"],
    ["goes where it is not", '  // Why.\n  if (k.differs("a")) one();\n  two();', [], "  two();"],
    ["leaves the other branch", '  if (k.differs("a")) one();\n  else two();', [], "  two();"],
    ["loses its block", '  if (k.differs("a")) {\n    one();\n    two();\n  }', ["a"], "  one();\n  two();"],
    ["can be asked the other way round", '  if (!k.differs("a")) one();', ["a"], ""],
    ["leaves the rest of a condition", '  if (k.differs("a") && x) one();', ["a"], "  if (x) one();"],
    ["takes the whole condition with it", '  if (k.differs("a") && x) one();', [], ""],
    ["leaves the rest of an alternative", '  if (!k.differs("a") || (x && y)) one();', ["a"], "  if (x && y) one();"],
    ["chooses a value", '  const x = k.differs("a") ? 1 : 2;', [], "  const x = 2;"],
    ["ends what follows", '  if (k.differs("a")) return 1;\n  return 2;', ["a"], "  return 1;"],
    ["takes an idle check away", '  BUG_ON(!k.differs("a") && x, "x");\n  two();', ["a"], "  two();"],
    ["leaves a check that is not idle", '  VM_BUG_ON(k, !k.differs("a") && x, "x");', [], '  VM_BUG_ON(k, x, "x");'],
    ["is no other question", '  if (k.guard("a")) one();', ["a"], '  if (k.guard("a")) one();'],
  ])("%s", (_, inside, differences, left) => {
    const lines = body(inside, ...differences)
      .split("\n")
      .slice(1, -1)
      .filter((line) => line.trim() !== "");
    expect(lines.join("\n")).toBe(left);
  });
});

describe("the models", () => {
  const folder = join(import.meta.dirname, "../../../models");
  const files = Object.fromEntries(
    ["aops", "mops", "flags"].flatMap((era) =>
      readdirSync(join(folder, era)).map((name) => [
        `models/${era}/${name}`,
        readFileSync(join(folder, era, name), "utf8"),
      ]),
    ),
  );
  const points = pointsOf("2025");
  const at = (name: string) =>
    must(
      points.find((point) => point.name === name),
      "such point",
    );
  const changes = (from: string, to: string) => codeChanges(files, at(from), at(to));

  test("patch 1 takes one test out of one function", () => {
    const found = changes("mops@6.16", "mops@6.16-p01");
    expect(found.map(({ name }) => name)).toEqual(["balloon_page_list_dequeue"]);
    expect(found[0]?.before).toContain("PageIsolated(page)");
    expect(found[0]?.after).not.toContain("PageIsolated");
  });

  test("every stage of an era changes its code, and has no question left in it", () => {
    for (const [index, point] of points.entries()) {
      const before = points[index - 1];
      if (before === undefined || before.era !== point.era) continue;
      const found = codeChanges(files, before, point);
      expect(found, point.name).not.toEqual([]);
      for (const { before: old, after } of found) expect(old + after, point.name).not.toContain("k.differs");
    }
  });

  test("two stages that are one have no change", () => {
    expect(changes("mops@6.16-p05", "mops@6.16-p05")).toEqual([]);
  });
});

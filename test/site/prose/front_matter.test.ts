import { describe, expect, it } from "vitest";
import { proseFiles } from "../../../src/site/prose/files.ts";
import { splitProse } from "../../../src/site/prose/front_matter.ts";

const HEAD = ["title: A", "description: B", "order: 1", "eras: [aops]", "sources: [C]"];
const page = (lines: string[]) => `---\n${lines.join("\n")}\n---\n\nText.\n`;

describe("the head of a page", () => {
  it("is read, and tells where the text begins", () => {
    const { head, text, firstLine } = splitProse("a.md", page(HEAD));
    expect(head).toEqual({ title: "A", description: "B", order: 1, eras: ["aops"], sources: ["C"] });
    expect(text).toBe("\nText.\n");
    expect(page(HEAD).split("\n")[firstLine]).toBe("Text.");
  });

  it.each([
    { name: "missing", source: "Text.\n", message: "a.md:1: a page begins with front matter" },
    { name: "without a source", source: page(HEAD.slice(0, 4)), message: "sources" },
    { name: "with an empty list of sources", source: page([...HEAD.slice(0, 4), "sources: []"]), message: "sources" },
    {
      name: "with an unknown era",
      source: page([...HEAD.slice(0, 3), "eras: [iops]", "sources: [C]"]),
      message: "eras",
    },
    { name: "with an unknown key", source: page([...HEAD, "author: D"]), message: "author" },
  ])("is refused when $name", ({ source, message }) => {
    expect(() => splitProse("a.md", source)).toThrow(message);
  });
});

it("gives each walkthrough a place of its own", () => {
  const orders = proseFiles("walkthroughs").map(({ head }) => head.order);
  expect(orders).toEqual(orders.map((_, at) => at + 1));
});

// What is offered where. The bar is the cursor.
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { STEPS } from "../../../models/steps.ts";
import { completionsAt } from "../../../src/views/workshop/complete.ts";

const HEAD = `title: t
machine: { zones: [{ name: Normal, pages: 8 }, { name: Movable, pages: 8 }] }
drivers:
  balloon: { driver: virtio-balloon }
setup:
  - balloon.inflate: { pages: 1, as: [p] }
actors:
  scanner:
    - isolate: { page: p }
`;

function offered(text: string): string[] {
  const offset = text.indexOf("|");
  return completionsAt(text.replace("|", ""), offset)?.choices.map(({ label }) => label) ?? [];
}

/** The text, with what is written so far replaced by the choice. */
function taken(text: string, label: string): string {
  const offset = text.indexOf("|");
  const plain = text.replace("|", "");
  const found = completionsAt(plain, offset);
  const choice = found?.choices.find((each) => each.label === label);
  return found && choice ? plain.slice(0, found.from) + choice.insert + plain.slice(found.to) : "nothing";
}

describe("keys", () => {
  it.each([
    ["of a scenario", "ti|", ["title", "story", "sources", "machine", "actors"]],
    ["of a scenario, but those that it has", `${HEAD}or|`, ["order", "expect", "without"]],
    ["of the machine, below it", "machine:\n  pa|", ["pages", "zones", "pageblock"]],
    ["of the machine, on an empty line", "machine:\n  |\nactors: {}", ["pages", "zones"]],
    ["of the machine, in braces", "machine: { pages: 4, bl| }", ["block", "contents"]],
    ["of a device, by its driver", "drivers:\n  b: { driver: virtio-balloon, | }", ["deflate_on_oom"]],
    ["of an exception", `${HEAD}eras:\n  aops:\n    | `, ["reason", "source"]],
    ["of kernels with exceptions", `${HEAD}eras:\n  mo|`, ["mops", "mops@6.1", "flags@7.2", "aops@5.19-p01"]],
    ["of an exception on one kernel", `${HEAD}eras:\n  mops@6.1:\n    | `, ["reason", "source"]],
    ["of an exception on a range", `${HEAD}eras:\n  flags@7.0..:\n    | `, ["reason", "source"]],
    ["of what is expected on a range", `${HEAD}eras:\n  flags@7.0..:\n    expect: { pages: { | } }`, ["p"]],
    ["of expected pages", `${HEAD}expect:\n  pages: { | }`, ["p"]],
    ["of an expected page", `${HEAD}expect:\n  pages:\n    p: { fr| }`, ["free", "refcount", "owner"]],
    ["of expected devices", `${HEAD}expect:\n  devices: { | }`, ["balloon"]],
    ["of an expectation in a possibility", `${HEAD}can:\n  - what: x\n    expect: { ver| }`, ["verdict", "results"]],
    ["of an order", `${HEAD}order:\n  - s|`, ["scanner"]],
  ])("%s", (_, text, labels) => {
    expect(offered(text)).toEqual(expect.arrayContaining(labels));
  });

  it("are operations in lists of these, of the core and of the devices that there are", () => {
    for (const text of [`${HEAD}    - |`, `${HEAD}    - ball|`, HEAD.replace("  - balloon", "  - |\n  - balloon")]) {
      expect(offered(text)).toEqual(
        expect.arrayContaining(["compact", "isolate", "balloon.inflate", "balloon.deflate"]),
      );
      expect(offered(text)).not.toContain("title");
    }
  });

  it("are the arguments of an operation", () => {
    expect(offered(`${HEAD}    - compact: { | }`)).toEqual(expect.arrayContaining(["zone", "mode", "as"]));
    expect(offered(`${HEAD}    - balloon.deflate: { | }`)).toEqual(["pages", "as"]);
    expect(offered(`${HEAD}    - balloon.deflate: { pages: 1, | }`)).toEqual(["as"]);
  });
});

describe("values", () => {
  it.each([
    ["true or false", "config: { COMPACTION: | }", ["true", "false"]],
    ["choices of the schema", "config:\n  ZSMALLOC: |", ["y", "m", "n"]],
    ["orders", `${HEAD}order: |`, ["sequential", "open"]],
    ["drivers", "drivers: { b: { driver: vir| } }", ["virtio-balloon", "zsmalloc"]],
    ["pages that were named", `${HEAD}    - isolate: { page: | }`, ["p"]],
    ["zones that there are", `${HEAD}    - compact: { zone: | }`, ["Normal", "Movable"]],
    ["modes", `${HEAD}    - compact: { mode: MIG| }`, ["MIGRATE_SYNC"]],
    ["verdicts", "expect:\n  verdict: |", ["ok", "use-after-free"]],
    ["kernels of a possibility", "can:\n  - { what: x, kernels: [mo|] }", ["mops", "mops@6.1", "flags@7.2"]],
    ["zones of a machine", "machine: { zones: [{ name: | }] }", ["DMA32", "Normal", "Movable"]],
  ])("are %s", (_, text, labels) => {
    expect(offered(text)).toEqual(expect.arrayContaining(labels));
  });

  it("are guards, all of them", () => {
    expect(offered("without: [iso|]")).toEqual(Object.keys(GUARDS));
    expect(offered("without:\n  - isolate:re|")).toEqual(Object.keys(GUARDS));
  });

  it("are steps, after before", () => {
    const steps = Object.keys(STEPS).map((name) => `before ${name}`);
    expect(offered(`${HEAD}order:\n  - scanner: before iso|`)).toEqual(["rest", ...steps]);
  });
});

describe("what is chosen", () => {
  it("takes the place of what was written", () => {
    expect(taken(`${HEAD}order:\n  - scanner: before iso|`, "before isolate:pin")).toBe(
      `${HEAD}order:\n  - scanner: before isolate:pin`,
    );
    expect(taken("without: [isolate:re|check]", "isolate:put")).toBe("without: [isolate:put]");
    expect(taken("machine:\n  pa|", "pages")).toBe("machine:\n  pages: ");
  });
});

describe("nothing", () => {
  it.each(["# ti|", "story: |-\n  ti|", 'title: "ti|"', "title: a|"])("is offered in %j", (text) => {
    const at = text.lastIndexOf("|");
    expect(completionsAt(text.slice(0, at) + text.slice(at + 1), at)).toBe(null);
  });
});

const scrap = fc.constantFrom(
  ...HEAD.split(/(?=[\s{}[\]:,-])/),
  "&a ",
  "*a",
  "\n  ",
  "- ",
  "? ",
  "__proto__: ",
  "!!map ",
  "constructor",
  '"',
);
test.prop([fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join("")), fc.nat()])(
  "any text is completed, or not, and nothing is thrown",
  (text, at) => {
    const offset = at % (text.length + 1);
    const found = completionsAt(text, offset);
    if (found === null) return;
    expect(found.from).toBeLessThanOrEqual(offset);
    expect(found.to).toBeGreaterThanOrEqual(offset);
  },
);

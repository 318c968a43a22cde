// What a link says is what it was made of, and stays so: links are in mails that nobody will change.

import { createHash } from "node:crypto";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { GUARDS } from "../../../models/guards.ts";
import { keysOf } from "../../../models/keys.ts";
import { MEMORY_MODELS } from "../../../models/machine/config.ts";
import { decode } from "../../../src/engine/links/decode.ts";
import { encode, TooLong } from "../../../src/engine/links/encode.ts";
import { linkIn } from "../../../src/engine/links/fragment.ts";
import type { Link } from "../../../src/engine/links/link.ts";

const BARE: Link = { version: null, scenario: null, kernels: [], without: [], choices: null, step: 0 };

describe("a link", () => {
  it("can be read where it is short", async () => {
    const link: Link = {
      version: "1a2b3c4d-5e6f7a8b",
      scenario: { id: "isolate-races-deflate" },
      kernels: ["mops", "flags@6.17"],
      without: ["isolate:recheck"],
      invariants: false,
      choices: [0, 0, 0, 1, 0],
      step: 12,
    };
    const written = await encode(link);
    expect(written).toBe(
      "v=1a2b3c4d-5e6f7a8b&s=isolate-races-deflate&e=mops,flags@6.17&g=isolate:recheck&i=0&c=0:3.1.0&p=12",
    );
    expect(await decode(`#${written}`)).toEqual({ link, problems: [] });
  });

  it("is read as a program leaves it that escapes what it does not know", async () => {
    const { link, problems } = await decode("#s%3Dx&s=two-scanners&e=mops%2Cflags&g=isolate%3Arecheck&c=0%3A2");
    expect(link).toMatchObject({ scenario: { id: "two-scanners" }, kernels: ["mops", "flags"], choices: [0, 0] });
    expect(link.without).toEqual(["isolate:recheck"]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('a part "s%3Dx". Expected one of v, s, x, e, g, o, i, c, p, m, k, f.'),
    ]);
  });

  it("tells choices that are none from no choices", async () => {
    expect(await encode({ ...BARE, choices: [] })).toBe("c=");
    expect((await decode("c=")).link.choices).toEqual([]);
    expect((await decode("p=1")).link.choices).toBe(null);
  });

  it("is not taken for a heading of the page", () => {
    expect([linkIn("#run"), linkIn(""), linkIn("#run-100%25"), linkIn("#p=1")]).toEqual([null, null, null, "p=1"]);
  });

  it("is read where a mail program escaped all of it, once", async () => {
    const written = "s=isolate-races-deflate&e=mops,flags&g=isolate:recheck&c=0:3.1&p=4";
    const plain = await decode(written);
    expect(plain.problems).toEqual([]);
    const escapes = (text: string) => text.replace(/[^a-z0-9]/gi, (each) => `%${each.charCodeAt(0).toString(16)}`);
    for (const escaped of [
      encodeURIComponent(written),
      escapes(written),
      escapes(written).toUpperCase().replace(/^S/, "s"),
    ]) {
      expect(linkIn(`#${escaped}`)).not.toBeNull();
    }
    expect(await decode(`#${encodeURIComponent(written)}`)).toEqual(plain);
    expect(await decode(escapes(written))).toEqual(plain);
    // Twice is nobody's habit, and is told.
    const twice = await decode(`s%3D${encodeURIComponent(encodeURIComponent("a&b"))}`);
    expect(twice.problems).not.toEqual([]);
    const long = await decode(`c%3D${"0%2E".repeat(100_000)}0`);
    expect(long.problems.map(({ message }) => message).join()).toContain("It is not opened");
    const broken = await decode("s%3Dx%");
    expect(broken.problems).not.toEqual([]);
  });

  it("is not made where nobody could open it", async () => {
    const text = createHash("shake256", { outputLength: 60_000 }).update("noise").digest("base64");
    await expect(encode({ ...BARE, scenario: { text } })).rejects.toThrow(TooLong);
  });
});

const parts = {
  version: fc.constantFrom(null, "00000000", "89abcdef-01234567"),
  scenario: fc.oneof(
    fc.constant(null),
    fc.record({ id: fc.constantFrom("balloon-compaction", "two-scanners") }),
    fc.record({ text: fc.string({ unit: "grapheme", maxLength: 300 }) }),
  ),
  kernels: fc.subarray(["aops", "aops@5.10", "mops", "flags"], { maxLength: 3 }),
  without: fc.subarray(keysOf(GUARDS), { maxLength: 8 }),
  invariants: fc.constant(false),
  memory: fc.constantFrom(...MEMORY_MODELS),
  choices: fc.option(fc.array(fc.nat(15), { maxLength: 200 })),
  step: fc.nat(100_000),
};
// Only what is not so as a rule stands in a link.
const { invariants: _, memory: __, ...required } = parts;
const links: fc.Arbitrary<Link> = fc.record(parts, {
  requiredKeys: keysOf(required),
});

test.prop([links])("any link comes back as it was", async (link) => {
  expect(await decode(`#${await encode(link)}`)).toEqual({ link, problems: [] });
});

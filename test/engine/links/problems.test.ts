// What is said about each part of a link that is wrong: the part, what was found, and what is done about it.
import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decode } from "../../../src/engine/links/decode.ts";
import { encode } from "../../../src/engine/links/encode.ts";

const BOMB = 40_000_000;

async function said(hash: string): Promise<string> {
  const { problems } = await decode(hash);
  return problems.map(({ message }) => message).join("\n");
}

describe("a part of a link that is wrong", () => {
  it.each([
    ["v=12", 'v= (the version of the models): "12". Expected 8 hexadecimal digits, or twice as many'],
    ["s=../../etc/passwd", 's= (the scenario): "../../etc/passwd". Expected the id of a scenario. It is left out.'],
    ["s=a&s=b", "s= (the scenario): it stands there twice. Expected each part once. The first one counts."],
    ["s=%zz", "s= (the scenario): a % that escapes nothing."],
    ["e=mopps", 'e= (the kernels): "mopps", which is not there. Expected one of mops, aops, flags, '],
    ["e=mops@6.1@x", '"mops@6.1@x", which is not there.'],
    ["e=", 'e= (the kernels): "". Expected kernels with commas between'],
    ["e=aops,mops,flags,mops@6.1", "Expected at most 3. It is left out."],
    ["g=isolate:rechek", "It is left out. Was isolate:recheck meant?"],
    ["g=toString", '"toString", which is not there.'],
    ["g=a,a,a,a,a,a,a,a,a", "Expected at most 8. It is left out."],
    ["c=0.x", 'c= (the choices): "0.x". Expected numbers of actors, such as 0.1:3.0'],
    ["c=0:999999.0:999999", "Expected at most 100000. It is left out."],
    ["c=0:1000000000", "Expected numbers of actors"],
    ["o=alpha", 'o= (the memory): "alpha". Expected one of sc, tso, tso-ll, pso, rmo. It is left out.'],
    ["i=1", 'i= (whether invariants count): "1". Expected 0: invariants are left out of account.'],
    ["p=-1", 'p= (the step): "-1". Expected a number from 0 to 100000.'],
    ["p=999999", "Expected a number from 0 to 100000."],
    ["x=AAAA", "x= (the edited scenario): a packed text that is damaged or cut short."],
    ["x=***", "x= (the edited scenario): characters that no packed text has."],
    ["constructor=1", 'a part "constructor". Expected one of v, s, x, e, g, o, i, c, p, m, k, f. It is left out.'],
    ["<img src=x onerror=alert(1)>", 'a part "<img src". Expected one of'],
  ])("%s", async (hash, message) => {
    expect(await said(`#${hash}`)).toContain(message);
  });

  it("is not read at all where the link is too long", async () => {
    const message = "a link of 70002 characters. Expected at most 64000. It is not opened.";
    expect(await said(`#p=${"1".repeat(70_000)}`)).toContain(message);
  });

  it("holds no character that acts where it is shown", async () => {
    expect(await said(`s=${encodeURIComponent("\u001b[31m\u202e\u0000")}`)).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });

  it("leaves the others as they are", async () => {
    const { link, problems } = await decode("#s=two-scanners&e=nope,flags&c=z&p=3");
    expect(problems).toHaveLength(2);
    expect(link).toMatchObject({ scenario: { id: "two-scanners" }, kernels: ["flags"], choices: null, step: 3 });
  });
});

describe("a packed text", () => {
  it("that would grow beyond the limit is not unpacked", async () => {
    const bomb = deflateRawSync(Buffer.alloc(BOMB)).toString("base64url");
    expect(bomb.length).toBeLessThan(64_000);
    expect(await said(`x=${bomb}`)).toContain("a packed text of more than 262144 bytes");
  });

  it("counts beside the id of a scenario", async () => {
    const link = await encode({
      version: null,
      scenario: { text: "title: x" },
      kernels: [],
      without: [],
      choices: null,
      step: 0,
    });
    const decoded = await decode(`${link}&s=two-scanners`);
    expect(decoded.link.scenario).toEqual({ text: "title: x" });
    expect(decoded.problems.map(({ part }) => part)).toEqual(["s"]);
  });
});

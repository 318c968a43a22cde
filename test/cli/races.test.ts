/** `eras races` and `eras locks`: the models as they are, and with a lock that is let go of too early. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { copyOf } from "../../src/cli/review/copy.ts";
import { edited, MODELS } from "../review/change.ts";

const COUNTED = '  balloon.isolated_pages += 1;\n  if (k.guard("balloon:count-under-lock")) unlock_pages(balloon);\n';
const EARLY = "  unlock_pages(balloon);\n  balloon.isolated_pages += 1;\n";
const folder = mkdtempSync(join(tmpdir(), "movable-eras-races-"));
const early = copyOf(edited(MODELS, [["flags/balloon_compaction.ts", COUNTED, EARLY]]), folder);
afterAll(() => rmSync(folder, { recursive: true }));

function eras(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, ["src/cli/main.ts", ...args], { encoding: "utf8" });
  return { status, out: stdout };
}
const ON = ["cmm-without-a-lock", "--era", "flags"];

describe("races", () => {
  test("ends well where nothing is beyond the table", () => {
    const { status, out } = eras("races", ...ON);
    expect(out).toContain("nothing that the table doesn't explain");
    expect(status).toBe(0);
  });

  test("finds the counter behind the unlock, as a race and as a step that comes apart", () => {
    const { status, out } = eras("races", ...ON, "--models", early);
    expect(out).toContain("data-race");
    expect(out).toContain("balloon_dev_info.isolated_pages");
    expect(status).toBe(1);
  });
});

describe("explore", () => {
  test("calls nothing fine whose accesses meet, and says what it asked", () => {
    const { status, out } = eras("explore", ...ON, "--models", early);
    expect(out).toContain(": races");
    expect(out).not.toContain("fine");
    expect(out).not.toContain("in every order that was tried");
    expect(status).toBe(1);
  });

  test("says what it didn't ask", () => {
    expect(eras("explore", ...ON).out).toContain("each step was one for the other CPUs");
    const { status, out } = eras("explore", ...ON, "--models", early, "--no-races");
    expect(out).toContain("not asked: whether accesses meet");
    expect(status).toBe(0);
  });
});

describe("locks", () => {
  test("names the lock that is held at every store, until one is made behind the unlock", () => {
    const told = (...args: string[]) => JSON.parse(eras("locks", "cmm-without-a-lock", "--json", ...args).out);
    const kept = (...args: string[]) =>
      told(...args).words.find(({ word }: { word: string }) => word === "balloon_dev_info.isolated_pages")?.eras.flags
        .locks;
    expect(kept()).toContain("balloon_dev_info.pages_lock");
    expect(kept("--models", early)).not.toContain("balloon_dev_info.pages_lock");
  });

  test("names functions of two actors that want one lock, or why there are none", () => {
    const { locks } = JSON.parse(eras("locks", "two-pages-of-one-balloon", "--json").out);
    const of = (name: string) => locks.find(({ lock }: { lock: string }) => lock === name)?.eras.flags;
    expect(of("balloon_dev_info.pages_lock").pairs).toContain("balloon_page_isolate × balloon_page_putback");
    // Each scanner has a page of its own.
    expect(of("page lock")).toEqual({ pairs: [], alone: null });
  });

  test("says so where there is nothing to tell", () => {
    expect(eras("locks", "isolate").out).toContain("no lock to speak of");
  });
});

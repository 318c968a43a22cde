import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

/** Root may write wherever it likes, so as root the process becomes nobody first. */
const AS_NOBODY = "data:text/javascript,if (process.getuid?.() === 0) process.setuid(65534)";

it("says that a checkout is read-only before Astro trips over it", () => {
  const checkout = mkdtempSync(join(tmpdir(), "movable-eras-read-only-"));
  mkdirSync(join(checkout, "src"));
  copyFileSync("src/astro.mjs", join(checkout, "src/astro.mjs"));
  chmodSync(checkout, 0o555);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", AS_NOBODY, join(checkout, "src/astro.mjs"), "build"],
    { encoding: "utf8" },
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^.*: nothing can be written here \(EACCES\), and the site needs dist/);
  expect(stderr).not.toMatch(/^ +at /m);
});

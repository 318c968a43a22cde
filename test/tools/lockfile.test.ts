import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** npm leaves the hash out for packages of other platforms when it makes the lockfile from a node_modules that lacks them. */
it("holds every package of the lockfile to a hash, those of other platforms too", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const { "": _, ...others } = packages as Record<string, { integrity?: string }>;
  const unheld = Object.entries(others).filter(([, { integrity = "" }]) => !integrity.startsWith("sha512-"));
  expect(unheld.map(([path]) => path)).toEqual([]);
  expect(Object.keys(others).length).toBeGreaterThan(0);
});

/** Calls the terminal's commands within the process, and keeps what they write. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { eras } from "../../src/cli/eras.ts";

export interface Called {
  status: number;
  out: string;
  err: string;
}

/** Wide enough for what the tests look at. */
process.env.COLUMNS = "200";

export function call(...args: string[]): Called {
  const written = { out: "", err: "" };
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += text;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.err += text;
    return true;
  });
  try {
    const status = eras(args);
    if (typeof status !== "number") throw new TypeError(`${args[0]} is not done at once: run it in a process`);
    return { status, ...written };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

const folder = mkdtempSync(join(tmpdir(), "movable-eras-cli-"));

/** A file of the reader's own, outside the project. */
export function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A balloon of two pages, compacted while it is deflated. */
export const TWO_ACTORS = `title: Two actors
story: The balloon shrinks while its pages are moved.
sources: [mm/compaction.c]
machine: { zones: [{ name: Normal, pages: 16 }], pageblock: 4, block: 8 }
drivers:
  balloon: { driver: virtio-balloon }
setup:
  - balloon.inflate: { pages: 2, as: [p, q] }
actors:
  kcompactd:
    - compact: { zone: Normal }
  owner:
    - balloon.deflate: { pages: 1 }
order:
  - kcompactd: before migrate:call-ops
  - owner: rest
expect:
  verdict: ok
`;

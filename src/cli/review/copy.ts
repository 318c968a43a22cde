/** A copy of the models in a folder of its own, with other texts for some files. Nothing of the checkout is touched. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "../../review/patch.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "movable-eras-review-"));
}

/** `folder/models`, and beside it what the type checker needs. Returns that path. */
export function copyOf(before: Files, after: Files, folder: string): string {
  cpSync(join(ROOT, "models"), join(folder, "models"), { recursive: true });
  cpSync(join(ROOT, "tsconfig.json"), join(folder, "tsconfig.json"));
  for (const file of Object.keys(before)) if (!(file in after)) rmSync(join(folder, file));
  for (const [file, text] of Object.entries(after)) {
    if (before[file] === text) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return join(folder, "models");
}

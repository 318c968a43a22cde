/** Models in a folder of their own. Nothing of the checkout is touched. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "../../review/patch.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** For the type checker. */
const SETTINGS = ["tsconfig.json", "models/tsconfig.json"];

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "movable-eras-review-"));
}

/** Returns the path of the models. */
export function copyOf(files: Files, folder: string): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  for (const file of SETTINGS) cpSync(join(ROOT, file), join(folder, file));
  return join(folder, "models");
}

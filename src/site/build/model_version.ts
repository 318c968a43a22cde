// The version of the models: a hash of all that decides what a run does, for the builds that put it into links.
//
// Comments count too. A link that says that the models have changed, where they have not, does less harm than one that
// does not say it.
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** 8 hexadecimal digits. */
export function modelVersion(): string {
  const files = globSync(["models/**/*.ts", "src/engine/run/*.ts", "src/engine/scenario/*.ts"], { cwd: ROOT });
  const hash = createHash("sha256");
  for (const file of files.map((each) => each.replaceAll("\\", "/")).sort()) {
    hash.update(`${file}\n${readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return hash.digest("hex").slice(0, 8);
}

/** The guard files that come with the project. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byNumber, type GuardEntry, readGuard } from "./register.ts";

const FOLDER = join(import.meta.dirname, "../../../content/guards");

/** In the order of their G numbers. */
export function guardRegister(): GuardEntry[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  const entries = files.map((file) => readGuard(readFileSync(join(FOLDER, file), "utf8"), `content/guards/${file}`));
  return entries.sort(byNumber);
}

/** The guard files that come with the project. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type GuardEntry, readGuard } from "./register.ts";

const FOLDER = join(import.meta.dirname, "../../content/guards");

/** In the order of their G numbers. */
export function guardRegister(): GuardEntry[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  const entries = files.map((file) => readGuard(readFileSync(join(FOLDER, file), "utf8"), `content/guards/${file}`));
  return entries.sort((a, b) => rank(a) - rank(b) || a.guard.localeCompare(b.guard));
}

function rank({ number }: GuardEntry): number {
  return number === undefined ? 1000 : Number(number.replace(/\D/g, "")) + (number.startsWith("B") ? 500 : 0);
}

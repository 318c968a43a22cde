/** The table that comes with the project. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LocklessTable, readLockless } from "./table.ts";

const FILE = join(import.meta.dirname, "../../../content/lockless.yaml");

export function locklessTable(): LocklessTable {
  return readLockless(readFileSync(FILE, "utf8"), "content/lockless.yaml");
}

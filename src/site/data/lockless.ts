/** The table of what is done without a lock, for its page: what it says is computed anew by the tests. */
import text from "../../../content/lockless.yaml?raw";
import { type LocklessTable, readLockless } from "../../knowledge/lockless/table.ts";

export function lockless(): LocklessTable {
  return readLockless(text, "content/lockless.yaml");
}

/** A page in two or three words: free, on whose list, isolated, let go of. */
import type { Words } from "../../engine/trace/replay.ts";

export interface PageState {
  kind: "free" | "isolated" | "listed" | "used";
  text: string;
}

export function pageState(words: Words | undefined, owners: readonly string[] = []): PageState {
  const get = (field: string) => words?.get(field) ?? "";
  const [flags, list] = [get("flags"), get("on list")];
  if (get("page_type") === "buddy" || list.startsWith("free_area")) return { kind: "free", text: "free" };
  if (/PG_isolated|isolated/i.test(flags)) return { kind: "isolated", text: "isolated" };
  if (list !== "" && list !== "none") return { kind: "listed", text: `on list ${list}` };
  const isLetGo = owners.length > 0 && get("private") === "NULL" && /^NULL/.test(get("mapping"));
  return { kind: "used", text: isLetGo ? "let go of, not free" : "in use" };
}

/** The register of guards, for pages: what it says is computed anew by the tests. */
import { byNumber, type GuardEntry, readGuard } from "../../knowledge/guards/register.ts";

const FILES = import.meta.glob<string>("../../../content/guards/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function guards(): GuardEntry[] {
  return Object.entries(FILES)
    .map(([path, text]) => readGuard(text, path.replace("../../../", "")))
    .sort(byNumber);
}

/**
 * The link in what stands after the # of an address; null where that names a heading of the page, or is nothing. Mail programs escape the whole of
 * it, the = too: then it is opened once.
 */
import { MAX_LINK } from "./link.ts";

export function linkIn(hash: string): string | null {
  const text = hash.replace(/^#/, "");
  if (text.includes("=")) return text;
  if (!/^[a-z]%3D/i.test(text)) return null;
  // Three characters for one, at most; what is longer still is told by whoever reads it.
  if (text.length > 3 * MAX_LINK) return text.replace(/%3D/i, "=");
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%3D/i, "=");
  }
}

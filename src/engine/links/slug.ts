/** A heading's id: "Balloons and other drivers" → "balloons-and-other-drivers". */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** A change of the models behind the kernel patch that it follows. */

/** As git begins a mail of an mbox: where the kernel patch ends, and its signature with it. */
const NEXT = `From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001\nSubject: [PATCH] models: the same change\n\n`;

/** In one text, so in one link; the next time another change takes the place of this one. */
export function behind(kernelPatch: string, diff: string): string {
  const [patch = ""] = kernelPatch.split(`\n${NEXT}`);
  return diff === "" ? patch : `${patch}\n${NEXT}${diff}`;
}

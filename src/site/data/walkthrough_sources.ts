/** The walkthroughs as texts, and what they name as their sources in the heads of their files. */
import { splitProse } from "../prose/front_matter.ts";

const FILES = import.meta.glob<string>("../../../content/walkthroughs/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function walkthroughSources(): { slug: string; title: string; sources: string[] }[] {
  return Object.entries(FILES).map(([path, text]) => {
    const { title, sources } = splitProse(path.replace("../../../", ""), text).head;
    return { slug: slugIn(path), title, sources };
  });
}

export function walkthroughTexts(): Record<string, string> {
  return Object.fromEntries(Object.entries(FILES).map(([path, text]) => [slugIn(path), text]));
}

function slugIn(path: string): string {
  return path.replace(/^.*\/|\.md$/g, "");
}

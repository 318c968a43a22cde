/** What the walkthroughs name as their sources, from the heads of their files. */
import { splitProse } from "../prose/front_matter.ts";

const FILES = import.meta.glob<string>("../../../content/walkthroughs/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});

export function walkthroughSources(): { slug: string; title: string; sources: string[] }[] {
  return Object.entries(FILES).map(([path, text]) => {
    const { title, sources } = splitProse(path.replace("../../../", ""), text).head;
    return { slug: path.replace(/^.*\/|\.md$/g, ""), title, sources };
  });
}

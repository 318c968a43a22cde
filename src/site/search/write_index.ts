/** Writes the index of the search for a built site: as Starlight would, but ranked by what a page is for. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { close, createIndex } from "pagefind";
import { definitionsIn, guardsIn } from "./entries.ts";
import { withNames } from "./names.ts";
import { UNREAD, weighted } from "./weights.ts";

/** Pages of many things, each of which is found alone. */
const ENTRIES: Readonly<Record<string, typeof definitionsIn>> = {
  "glossary/index.html": definitionsIn,
  "guards/index.html": guardsIn,
};

export async function writeIndex(dist: string): Promise<void> {
  const { index, errors } = await createIndex({ excludeSelectors: UNREAD });
  const problems = [...errors];
  const add = async (file: { sourcePath?: string; url?: string; content: string }) => {
    problems.push(...((await index?.addHTMLFile(file))?.errors ?? []));
  };
  for (const file of globSync("**/*.html", { cwd: dist })) {
    const sourcePath = file.replaceAll("\\", "/");
    const html = readFileSync(join(dist, file), "utf8");
    const entriesIn = ENTRIES[sourcePath];
    if (entriesIn === undefined) await add({ sourcePath, content: weighted(withNames(html), sourcePath) });
    else
      for (const { id, html: content } of entriesIn(html))
        await add({ url: `/${sourcePath.replace("index.html", "")}#${id}`, content });
  }
  problems.push(...((await index?.writeFiles({ outputPath: join(dist, "pagefind") }))?.errors ?? []));
  await close();
  if (problems.length > 0) throw new Error(`the search has no index: ${problems.join("; ")}`);
}

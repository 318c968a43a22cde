/** Writes the index of the search for a built site, as Starlight would, but with the names of the kernel taken apart. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { close, createIndex } from "pagefind";
import { withNames } from "./names.ts";

export async function writeIndex(dist: string): Promise<void> {
  const { index, errors } = await createIndex();
  const problems = [...errors];
  for (const sourcePath of globSync("**/*.html", { cwd: dist })) {
    const content = withNames(readFileSync(join(dist, sourcePath), "utf8"));
    problems.push(...((await index?.addHTMLFile({ sourcePath, content }))?.errors ?? []));
  }
  problems.push(...((await index?.writeFiles({ outputPath: join(dist, "pagefind") }))?.errors ?? []));
  await close();
  if (problems.length > 0) throw new Error(`the search has no index: ${problems.join("; ")}`);
}

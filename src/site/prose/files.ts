/** The Markdown files of one folder of content/, in the order that their heads ask for. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Prose, splitProse } from "./front_matter.ts";

const ROOT = join(import.meta.dirname, "../../..");

export interface ProseFile extends Prose {
  /** "isolate", of content/walkthroughs/isolate.md. */
  slug: string;
  /** From the root of the repository. */
  file: string;
}

export function proseFiles(folder: string): ProseFile[] {
  return readdirSync(join(ROOT, "content", folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => {
      const file = `content/${folder}/${name}`;
      return { slug: name.slice(0, -3), file, ...splitProse(file, readFileSync(join(ROOT, file), "utf8")) };
    })
    .sort((one, other) => one.head.order - other.head.order);
}

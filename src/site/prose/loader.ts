/** A collection of Astro from a folder of content/: each file rendered when the site is built, or when it changes. */
import { join } from "node:path";
import type { Loader, LoaderContext } from "astro/loaders";
import { readModels } from "../../knowledge/source/files.ts";
import { cOf } from "../weave/c_views.ts";
import { createMarkdown } from "../weave/markdown.ts";
import { proseFiles } from "./files.ts";

export function proseLoader(folder: string): Loader {
  return {
    name: `prose in content/${folder}`,
    async load({ store, config, watcher }: LoaderContext) {
      const fill = () => {
        const models = readModels();
        const render = createMarkdown(models, config.base, cOf(models));
        store.clear();
        for (const { slug, file, head, text, firstLine } of proseFiles(folder)) {
          const { html, headings } = render(text, { file, firstLine });
          store.set({ id: slug, data: { ...head }, filePath: file, rendered: { html, metadata: { headings } } });
        }
      };
      fill();
      watcher?.on("change", (path) => {
        if (path.startsWith(join(process.cwd(), "content", folder)) || path.startsWith(join(process.cwd(), "models")))
          fill();
      });
    },
  };
}

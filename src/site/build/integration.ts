/** What our build does beyond Astro's: it names scripts by whose they are, gives each page its policy, and makes the index of the search. */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { writeIndex } from "../search/write_index.ts";
import { erasCss } from "./eras_css.ts";
import { withPolicy } from "./policy.ts";
import { scriptNames } from "./script_names.ts";

/** Exactly this: the style sheet of the same package stays where it is. */
const LATER = [
  { find: /^@pagefind\/default-ui$/, replacement: fileURLToPath(new URL("../search/later.ts", import.meta.url)) },
];

/** It has a policy of its own: frame_page.ts. */
const FRAME = "review/frame.html";

export function ourBuild(): AstroIntegration {
  return {
    name: "what leaves the build",
    hooks: {
      "astro:config:setup": ({ config, updateConfig, injectRoute }) => {
        updateConfig({ vite: { ...scriptNames(), plugins: [erasCss()], resolve: { alias: LATER } } });
        if (config.site) injectRoute({ pattern: "/timeline.xml", entrypoint: "./src/site/feed/timeline.xml.ts" });
      },
      "astro:build:done": async ({ dir }) => {
        const root = fileURLToPath(dir);
        for (const file of globSync("**/*.html", { cwd: root, exclude: [FRAME] })) {
          const path = join(root, file);
          writeFileSync(path, withPolicy(readFileSync(path, "utf8")));
        }
        await writeIndex(root);
      },
    },
  };
}

import preact from "@astrojs/preact";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import { ERAS } from "./models/index.ts";
import { SERIES } from "./src/knowledge/series/points.ts";
import { ourBuild } from "./src/site/build/integration.ts";
import { modelVersion } from "./src/site/build/model_version.ts";
import { READ_AS_SCRIPT } from "./src/site/build/read_as.ts";
import { proseGroup } from "./src/site/prose/sidebar.ts";

const feed = {
  tag: "link",
  attrs: { rel: "alternate", type: "application/rss+xml", href: `${process.env.BASE ?? ""}/timeline.xml` },
};

/** A table whose rows still come changes its columns. So nothing is painted until the end of the page has been read. */
const whole = { tag: "link", attrs: { rel: "expect", href: "#page-end", blocking: "render" } };

const readAs = { tag: "script", content: READ_AS_SCRIPT };

export default defineConfig({
  // Where the site will be hosted, for example SITE=https://example.org BASE=/movable-eras.
  ...(process.env.SITE && { site: process.env.SITE }),
  ...(process.env.BASE && { base: process.env.BASE }),
  // The default drops the space between a word and a tag on the next line.
  compressHTML: true,
  publicDir: "./src/site/public",
  vite: { define: { __MODEL_VERSION__: JSON.stringify(modelVersion()) } },
  integrations: [
    preact(),
    ourBuild(),
    starlight({
      title: "movable eras",
      description: "Three generations of Linux's movable-page API, all three running.",
      customCss: ["virtual:eras.css", "./src/site/styles/theme.css", "./src/site/styles/weave.css"],
      expressiveCode: false,
      pagefind: false,
      routeMiddleware: "./src/site/build/edit_link.ts",
      head: [whole, readAs, ...(process.env.SITE ? [feed] : [])],
      components: {
        Footer: "./src/site/components/Footer.astro",
        Search: "./src/site/components/Search.astro",
        ThemeSelect: "./src/site/components/ThemeSelect.astro",
      },
      // Also the order of reading, which "previous" and "next" follow. What holds many pages is shut until one of them is open.
      sidebar: [
        {
          label: "Learn",
          items: [
            { label: "Movable pages, three times", link: "/" },
            { label: "Before you start", link: "/before-you-start/" },
            {
              label: "The eras",
              collapsed: true,
              items: ERAS.map(({ id, month }) => ({ label: `${id} (${month.slice(0, 4)})`, link: `/eras/${id}/` })),
            },
            proseGroup("Walkthroughs", "walkthroughs"),
            {
              label: "The eras compared",
              collapsed: true,
              items: [
                { label: "Steps and code", link: "/compare/" },
                { label: "Words of a page", link: "/compare/words/" },
                { label: "Names that changed", link: "/compare/names/" },
              ],
            },
          ],
        },
        {
          label: "Run",
          items: [
            { label: "Scenarios", link: "/scenarios/" },
            { label: "A game of races", link: "/game/" },
            { label: "Workshop", link: "/workshop/" },
            { label: "Guards", link: "/guards/" },
            { label: "What the refactorings kept", link: "/kept/" },
          ],
        },
        {
          label: "Review",
          items: [
            { label: "Review a patch", link: "/review/" },
            {
              label: "Getting ready to review",
              collapsed: true,
              items: [
                { label: "The path", link: "/onboarding/" },
                { label: "For those who know the kernel", link: "/onboarding/for-kernel-people/" },
                { label: "Sixteen questions for a patch", link: "/onboarding/checklist/" },
              ],
            },
            { label: "Museum of bugs", link: "/bugs/" },
            { label: "Katas: review a patch", link: "/katas/" },
            ...SERIES.map((id) => ({ label: `${id}, patch by patch`, link: `/series/${id}/` })),
            { label: "Plans", link: "/plans/" },
          ],
        },
        {
          label: "Reference",
          items: [
            { label: "Held against real kernels", link: "/kernels/" },
            { label: "Without a lock", link: "/lockless/" },
            { label: "Timeline", link: "/timeline/" },
            { label: "Glossary", link: "/glossary/" },
            { label: "Sources", link: "/sources/" },
            { label: "What the models leave out", link: "/left-out/" },
            { label: "Visual language", link: "/visual-language/" },
          ],
        },
      ],
    }),
  ],
});

/**
 * Scripts of ours go to a folder of their own, and never into the page: so it can be measured what a page ships of ours, beside
 * the chrome: Starlight's menus, and the search, which is the same on every page.
 */
const CHROME = /\/node_modules\/(?:@astrojs\/starlight|astro|@pagefind)\/|\/src\/site\/search\/|^\0|^virtual:|^astro:/;

type Chunk = { name: string; moduleIds: string[] };

export function scriptNames() {
  const nameOf = ({ name, moduleIds }: Chunk) => {
    const plain = name.replace(/[^\w-].*$/, "");
    return moduleIds.every((id) => CHROME.test(id)) ? `_astro/${plain}.[hash].js` : `_astro/own/${plain}.[hash].js`;
  };
  return {
    build: { assetsInlineLimit: (path: string) => (path.includes("/own/") ? false : undefined) },
    environments: {
      client: { build: { rolldownOptions: { output: { entryFileNames: nameOf, chunkFileNames: nameOf } } } },
    },
  };
}

/**
 * Stands in for the search box of Pagefind, which Starlight loads as soon as a page is at rest. This one loads it, five times as
 * much code as the rest of a page, when the search is opened.
 */
type Options = Record<string, unknown>;

export class PagefindUI {
  constructor(options: Options) {
    const dialog = document.querySelector<HTMLDialogElement>("site-search dialog");
    const load = async () => {
      // @ts-expect-error: it comes without types.
      const { PagefindUI: Box } = await import("@pagefind/default-ui/npm_dist/mjs/ui-core.mjs");
      // Otherwise page->mapping is looked for as one word.
      new Box({ ...options, processTerm: (term: string) => term.replaceAll("->", " ") });
      dialog?.querySelector("input")?.focus();
    };
    // A quick hand may have opened it before the page was at rest.
    if (dialog?.open) load();
    else dialog?.addEventListener("focusin", load, { once: true });
  }
}

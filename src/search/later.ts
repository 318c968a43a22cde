/**
 * Stands in for the search box of Pagefind, which Starlight loads as soon as a page is at rest. This one loads it, five times as
 * much code as the rest of a page, when the search is opened.
 */
type Options = Record<string, unknown>;

export class PagefindUI {
  constructor(options: Options) {
    const dialog = document.querySelector("site-search dialog");
    dialog?.addEventListener(
      "focusin",
      async () => {
        // @ts-expect-error: it comes without types.
        const { PagefindUI: Box } = await import("@pagefind/default-ui/npm_dist/mjs/ui-core.mjs");
        new Box(options);
        dialog.querySelector("input")?.focus();
      },
      { once: true },
    );
  }
}

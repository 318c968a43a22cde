/**
 * Stands in for the search box of Pagefind, which Starlight loads as soon as a page is at rest. This one loads it, five times as
 * much code as the rest of a page, when the search is opened.
 */
import { type Found, hideUnread, showName, showText } from "./excerpt.ts";
import { RANKING, termOf } from "./ranking.ts";

interface Options {
  /** Repairs the addresses of what was found, in place. */
  processResult: (found: Found) => void;
}

export class PagefindUI {
  constructor(options: Options) {
    const dialog = document.querySelector<HTMLDialogElement>("site-search dialog");
    let asked = "";
    const search = {
      ...options,
      ranking: RANKING,
      processTerm: (term: string) => {
        asked = termOf(term);
        return asked;
      },
      processResult: (found: Found) => {
        options.processResult(found);
        showName(asked, found);
        showText(found);
        hideUnread(found);
      },
    };
    const load = async () => {
      // @ts-expect-error: it comes without types.
      const { PagefindUI: Box } = await import("@pagefind/default-ui/npm_dist/mjs/ui-core.mjs");
      new Box(search);
      dialog?.querySelector("input")?.focus();
    };
    // A quick hand may have opened it before the page was at rest.
    if (dialog?.open) load();
    else dialog?.addEventListener("focusin", load, { once: true });
  }
}

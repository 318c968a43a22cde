/** The timeline as a feed. It exists where the build knows the address of the site, because a feed holds whole addresses. */
import rss from "@astrojs/rss";
import type { APIContext } from "astro";
import { href } from "../../engine/links/href.ts";
import { fragmentsOf } from "../../knowledge/inline.ts";
import { idOf, KINDS, timeline } from "../data/timeline.ts";

export function GET({ site }: APIContext) {
  if (!site) throw new Error("a feed needs SITE");
  const page = new URL(href("timeline"), site);
  const plain = (text: string) =>
    fragmentsOf(text)
      .map(({ text }) => text)
      .join("");
  return rss({
    title: "movable eras: timeline",
    description: "Linux's movable-page API: releases, patches, mails and bugs.",
    site: page,
    items: timeline()
      .toReversed()
      .map((event) => ({
        title: plain(event.title),
        description: plain(event.text),
        categories: [KINDS[event.kind]],
        pubDate: new Date(`${event.date}-01T00:00:00Z`),
        link: new URL(`#${idOf(event)}`, page).href,
      })),
  });
}

/** What is done to every page after its template: words of the glossary are tied to their definitions. */
import { defineMiddleware } from "astro:middleware";
import { href } from "./engine/links/href.ts";
import { annotate } from "./site/glossary/annotate.ts";
import { definitions } from "./site/glossary/definitions.ts";

export const onRequest = defineMiddleware(async ({ url }, next) => {
  const response = await next();
  const isPage = response.headers.get("content-type")?.startsWith("text/html");
  // The glossary itself has the definitions in full.
  if (!isPage || url.pathname.startsWith(href("glossary").slice(0, -1))) return response;
  const { status, headers } = response;
  const html = annotate(await response.text(), definitions(), import.meta.env.BASE_URL.replace(/\/?$/, "/"));
  return new Response(html, { status, headers });
});

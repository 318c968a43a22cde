/** Gives each page the link to the file in the repository that says what it says, if it is known where the repository is. */
import { existsSync, globSync } from "node:fs";
import type {} from "@astrojs/starlight";
import { defineRouteMiddleware } from "@astrojs/starlight/route-data";
import { href } from "../../engine/links/href.ts";
import { editUrl } from "./repository.ts";

export const onRequest = defineRouteMiddleware(({ url, locals }) => {
  const file = fileOf(url.pathname.slice(href("").length - 1).replace(/\/$/, ""));
  const address = file && editUrl(file);
  if (address) locals.starlightRoute.editUrl = new URL(address);
});

/** Of "eras/aops": its words before the template that shows them. */
function fileOf(path: string): string | undefined {
  if (path === "left-out") return "models/LEFT_OUT.md";
  const files = [
    `content/${path}.yaml`,
    `content/${path}.md`,
    `src/pages/${path}.astro`,
    `src/pages/${path}/index.astro`,
    // Any part of the address may be a parameter: series/[id]/scenarios.astro
    ...globSync(`src/pages/${path.replace(/[^/]+/g, "{$&,[[]*}")}.astro`),
  ];
  return files.map((file) => file.replaceAll(/\/+/g, "/")).find((file) => existsSync(file));
}

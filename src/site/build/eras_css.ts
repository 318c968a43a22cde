/** What style sheets know of the eras: a colour for each, on dark and on light pages, its year, and how many columns stand side by side. */
import type { Plugin } from "vite";
import type { Era } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";

const NAME = "virtual:eras.css";
const LOADED = `\0${NAME}`;

export function erasCss(): Plugin {
  return {
    name: "eras.css",
    resolveId: (id) => (id === NAME ? LOADED : null),
    load: (id) => (id === LOADED ? cssOf(ERAS) : null),
  };
}

export function cssOf(eras: readonly Era[]): string {
  const colours = (theme: keyof Era["colour"]) =>
    eras.map(({ id, colour }) => `--era-${id}: ${colour[theme]};`).join(" ");
  const own = eras.map(
    ({ id, month }) => `[data-era="${id}"] { --era: var(--era-${id}); --year: "${month.slice(0, 4)}"; }`,
  );
  // Side by side are all, or some of them; a cell may stand for several that are alike.
  const columns = eras
    .map((_, at) => at + 1)
    .flatMap((count) => [
      `.of-${count}, .weave-of-${count} { --columns: ${count}; }`,
      `.weave-span-${count} { --span: ${count}; }`,
    ]);
  return [
    `:root { --eras: ${eras.length}; ${colours("dark")} }`,
    `:root[data-theme="light"] { ${colours("light")} }`,
    `@media print { :root, :root[data-theme] { ${colours("light")} } }`,
    ...own,
    ...columns,
  ].join("\n");
}

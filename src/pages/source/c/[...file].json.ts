/** The models as C, a file for each file of each kernel, for pages that run them: lines of tokens, with the map to the TypeScript. */
import type { APIRoute, GetStaticPaths } from "astro";
import { ERAS } from "../../../../models/index.ts";
import type { CFile, CLine } from "../../../engine/source/c_view.ts";
import { filesOf, textOf } from "../../../knowledge/c/views.ts";
import { modelSource } from "../../../site/data/comparison.ts";
import { viewsOf } from "../../../site/weave/c_views.ts";
import { tokens } from "../../../site/weave/highlight.ts";

type Props = { data: CFile };

/** What becomes of a function without a guard is told of the reference kernels: each guard takes a program of its own. */
export const getStaticPaths = (() =>
  ERAS.flatMap(({ id, releases }) =>
    releases.flatMap((release, index) => {
      const kernel = `${id}@${release.id}`;
      const views = viewsOf(modelSource.files);
      const view = index === 0 ? views.withGuards(kernel) : views.at(kernel);
      return filesOf(view).map((file) => ({
        params: { file: `${kernel}/${file.file}` },
        props: { data: { ...file, functions: file.functions.map(coloured) } },
      }));
    }),
  )) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props }) => Response.json(props.data);

function coloured(fn: CFile["functions"][number]): CFile["functions"][number] {
  const without = Object.entries(fn.without).map(
    ([guard, hunks]) => [guard, hunks.map((hunk) => ({ ...hunk, lines: inColours(hunk.lines) }))] as const,
  );
  return { ...fn, lines: inColours(fn.lines), without: Object.fromEntries(without) };
}

function inColours(lines: readonly CLine[]): CLine[] {
  const own = tokens(textOf(lines), "c");
  return lines.map((line, at) => ({
    ...line,
    tokens: (own[at] ?? []).map(({ text, kind }) => (kind === "" ? ([text] as const) : ([text, kind] as const))),
  }));
}

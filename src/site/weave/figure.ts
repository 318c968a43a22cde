/** One `::: code` container as HTML: rows of steps, and in each row the eras side by side. */

import type { EraId } from "../../../models/era.ts";
import { C_TITLE } from "../../engine/source/c_view.ts";
import { sourceUrl } from "../build/repository.ts";
import type { Cell, Row } from "./align.ts";
import type { Attached } from "./attach.ts";
import { dedented } from "./common.ts";
import { counterpart } from "./counterpart.ts";
import type { Excerpt, Source } from "./excerpt.ts";
import { highlight, type Language } from "./highlight.ts";
import { escapeHtml } from "./html.ts";

export interface Figure {
  source: Source;
  excerpts: readonly Excerpt[];
  /** Eras that have nothing of the kind. */
  absent: readonly EraId[];
  rows: readonly Row[];
  attached: Attached;
  fold: boolean;
  inline: (markdown: string) => string;
  /** The same as C. Missing where something of it reads unnaturally: then there is the TypeScript alone. */
  c?: Pick<Figure, "rows" | "attached">;
}

export function renderFigure(figure: Figure): string {
  const { excerpts, c, fold } = figure;
  const names = [...new Set(excerpts.map(({ declaration }) => declaration.name))];
  const title = names.map((name) => `<code>${escapeHtml(name)}</code>`).join(" / ");
  const body = ({ rows, attached }: Pick<Figure, "rows" | "attached">, lang: Language, as: string) =>
    `<div class="weave-rows${as}">${rows.map((row, at) => renderRow(row, at, { ...figure, attached }, lang)).join("")}</div>`;
  const both = c
    ? body(c, "c", " as-c") + body(figure, "typescript", " as-typescript")
    : body(figure, "typescript", "");
  const named = c ? `${title} <span class="as-c">${C_TITLE}</span>` : title;
  const shown = fold
    ? `<details><summary>${named}</summary>${both}</details>`
    : `<p class="weave-title">${named}</p>${both}`;
  return `<figure class="weave weave-of-${excerpts.length} not-content">${shown}${renderCaption(figure)}</figure>\n`;
}

function renderRow(
  { step, goesOn, cells }: Row,
  at: number,
  { attached, inline, excerpts }: Figure,
  lang: Language,
): string {
  const notes = attached.byRow[at]?.map(({ number, eras, text }) => {
    const about = eras.length < 3 && excerpts.length > 1 ? `${eras.map(badge).join(" ")} ` : "";
    return `<p class="weave-note"><span class="weave-number">${number}</span><span>${about}${inline(text)}</span></p>`;
  });
  const head = step === null ? "" : `<p class="weave-step"><code>${escapeHtml(step)}</code></p>`;
  const columns = cells.map((cell) => renderCell(cell, attached, excerpts.length > 1, goesOn, lang)).join("");
  return `<div class="weave-row">${head}${notes?.join("") ?? ""}<div class="weave-cells">${columns}</div></div>`;
}

/** Shorter code is as quickly read as the words that stand for it. */
const WORTH_SKIPPING = 4;

function renderCell(
  { eras, lines, file, changed, as }: Cell,
  { byLine }: Attached,
  named: boolean,
  goesOn: boolean,
  lang: Language,
): string {
  const head = named ? `<p class="weave-eras">${eras.map(badge).join(" ")}</p>` : "";
  const one = eras.length === 1 ? ` data-era="${eras[0]}"` : "";
  const open = `<div class="weave-cell weave-span-${eras.length}"${one}>${head}`;
  if (lines === null) return `${open}<p class="weave-none">${goesOn ? "nothing here" : "no such step"}</p></div>`;
  const isNoted = lines.some(({ number }) => byLine.has(`${file}:${number}`));
  if (as !== undefined && !isNoted && lines.length >= WORTH_SKIPPING)
    return `${open}<p class="weave-none">as in ${badge(as)}</p></div>`;
  const shown = goesOn ? lines : dedented(lines);
  const html = highlight(shown.map(({ text }) => text).join("\n"), lang);
  const code = shown.map(({ number, text }, at) => {
    const indent = Math.min(Math.max(text.search(/\S/), 0), 12);
    const [tag, mark] = changed.has(number) ? ["ins", " weave-changed"] : ["span", ""];
    const notes = (byLine.get(`${file}:${number}`) ?? []).map((note) => `<span class="weave-number">${note}</span>`);
    return `<${tag} class="weave-line weave-indent-${indent}${mark}">${html[at] ?? ""}${notes.length > 0 ? " " : ""}${notes.join(" ")}\n</${tag}>`;
  });
  return `${open}<pre><code>${code.join("")}</code></pre></div>`;
}

function renderCaption({ source, excerpts, absent }: Figure): string {
  const items = excerpts.map(({ era, declaration }) => {
    const { file, line } = declaration;
    const url = sourceUrl(file, line);
    const place = `<code>${escapeHtml(file)}</code>, line ${line}`;
    const link = url === null ? place : `<a href="${escapeHtml(url)}">${place}</a>`;
    return `<li>${badge(era)} ${link}${counterpart(declaration, source.files[file] ?? "")}</li>`;
  });
  const missing = absent.map((era) => `<li>${badge(era)} has no such function</li>`);
  return `<figcaption><ul>${[...items, ...missing].join("")}</ul></figcaption>`;
}

function badge(era: EraId): string {
  return `<span class="weave-era" data-era="${era}">${era}</span>`;
}

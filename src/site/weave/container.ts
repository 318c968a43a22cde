/** The two containers of our Markdown, `::: code` and `::: console`, as one block rule of markdown-it. */
import type { Env, MarkdownIt } from "markdown-it";
import type { EraId } from "../../../models/era.ts";
import { align, alignAfter } from "./align.ts";
import { asC } from "./as_c.ts";
import { attach } from "./attach.ts";
import { renderConsole } from "./console.ts";
import { type Excerpt, excerptBefore, excerptOf, type Source } from "./excerpt.ts";
import { renderFigure } from "./figure.ts";
import { parseNotes } from "./notes.ts";
import { complainer } from "./problem.ts";
import { parseRequest } from "./request.ts";

/** What `md.render` is told of the file. */
export interface Environment extends Env {
  file: string;
  /** Line of the file at which the Markdown begins, from 1. */
  firstLine: number;
}

interface Container {
  kind: string;
  body: string[];
  /** Of its first line in the file. */
  line: number;
}

export function weave(md: MarkdownIt, source: Source): void {
  md.block.ruler.before(
    "fence",
    "weave",
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number) => state.src.slice(state.bMarks[line], state.eMarks[line]);
      const opening = lineAt(startLine);
      if (!opening.startsWith(":::")) return false;
      if (silent) return true;
      const { file, firstLine } = state.env as Environment;
      const complain = complainer(file, firstLine + startLine);
      const [, kind = "", rest = ""] = /^::: (code|console) (.+)$/.exec(opening) ?? [];
      if (kind === "") complain('a container begins with "::: code NAME" or "::: console COMMAND"');
      let line = startLine + 1;
      while (line < endLine && lineAt(line).trimEnd() !== ":::") line++;
      if (line >= endLine) complain("no ::: ends this container");
      const body = Array.from({ length: line - startLine - 1 }, (_, at) => lineAt(startLine + 1 + at));
      const token = state.push("weave", "", 0);
      token.content = rest.trim();
      token.meta = { kind, body, line: firstLine + startLine } satisfies Container;
      token.map = [startLine, line + 1];
      state.line = line + 1;
      return true;
    },
    { alt: ["paragraph", "list"] },
  );
  md.renderer.rules.weave = (tokens, at, _options, env) => {
    const { file } = env as Environment;
    const { content, meta } = tokens[at] as unknown as { content: string; meta: Container };
    const complain = complainer(file, meta.line);
    const inline = (text: string) => md.renderInline(text, env);
    if (meta.kind === "code") return renderCode(source, content, meta, inline, complain);
    if (meta.body.some((line) => line.trim() !== "")) complain("what ::: console prints is not written by hand");
    return renderConsole(content, complain);
  };
}

function renderCode(
  source: Source,
  content: string,
  { body, line }: Container,
  inline: (text: string) => string,
  complain: ReturnType<typeof complainer>,
): string {
  const request = parseRequest(content, complain);
  const notes = parseNotes(body, line + 1, complain);
  const excerpts: Excerpt[] = [];
  const absent: EraId[] = [];
  for (const [era, name] of request.names) {
    if (name === null) absent.push(era);
    else excerpts.push(excerptOf(source, era, name, request, complain));
  }
  const [only] = excerpts;
  const before = request.names.size === 1 && only !== undefined ? excerptBefore(source, only) : null;
  const rows = before === null || only === undefined ? align(excerpts) : alignAfter(before, only);
  const attached = attach(
    notes,
    rows,
    excerpts.map(({ era }) => era),
    complain,
  );
  const c = asC(source, excerpts, attached, rows, before);
  return renderFigure({ source, excerpts, absent, rows, attached, fold: request.fold, inline, ...(c && { c }) });
}

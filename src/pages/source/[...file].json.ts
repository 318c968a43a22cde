/**
 * The text of the models for pages that run them, one file each: lines of tokens, classes and all, so that highlighting costs the
 * reader no JavaScript; and the index that tells the place of a step.
 */
import type { APIRoute, GetStaticPaths } from "astro";
import { compactIndex } from "../../engine/source/compact.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import { modelSource } from "../../site/data/comparison.ts";
import { tokens } from "../../site/weave/highlight.ts";

type Props = { data: unknown };

export const getStaticPaths = (() => [
  { params: { file: "index" }, props: { data: compactIndex(declarationsOf(modelSource.files)) } },
  ...Object.entries(modelSource.files).map(([file, text]) => ({
    params: { file },
    props: { data: tokens(text).map((line) => line.map(({ text, kind }) => (kind === "" ? [text] : [text, kind]))) },
  })),
]) satisfies GetStaticPaths;

export const GET: APIRoute<Props> = ({ props }) => Response.json(props.data);

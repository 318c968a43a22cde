/**
 * The text of the models for pages that run them, one file each: lines of tokens, classes and all, so that highlighting costs the
 * reader no JavaScript, with what stands where in them; and the index that tells the place of a step.
 */
import type { APIRoute, GetStaticPaths } from "astro";
import { compactIndex } from "../../engine/source/compact.ts";
import { declaredIn, type ModelFile } from "../../engine/source/model_file.ts";
import { declarationsIn, declarationsOf } from "../../knowledge/source/declarations.ts";
import { modelSource } from "../../site/data/comparison.ts";
import { tokens } from "../../site/weave/highlight.ts";

type Props = { data: unknown };

export const getStaticPaths = (() => [
  { params: { file: "index" }, props: { data: compactIndex(declarationsOf(modelSource.files)) } },
  ...Object.entries(modelSource.files).map(([file, text]) => ({
    params: { file },
    props: { data: modelFile(file, text) },
  })),
]) satisfies GetStaticPaths;

function modelFile(file: string, text: string): ModelFile {
  const lines = tokens(text).map((line) =>
    line.map(({ text, kind }) => (kind === "" ? ([text] as const) : ([text, kind] as const))),
  );
  return { lines, declared: declarationsIn(file, text).map(declaredIn) };
}

export const GET: APIRoute<Props> = ({ props }) => Response.json(props.data);

/** The head of a Markdown file, and where its text begins. */
import * as v from "valibot";
import { parse } from "yaml";
import { ERA_IDS } from "../../../models/index.ts";
import { WeaveProblem } from "../weave/problem.ts";

const FrontMatter = v.strictObject({
  title: v.pipe(v.string(), v.nonEmpty()),
  description: v.pipe(v.string(), v.nonEmpty()),
  /** Place among the pages of its folder. */
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
  eras: v.pipe(v.array(v.picklist(ERA_IDS)), v.minLength(1)),
  /** Kernel file and version, commit id, or Message-ID of what the page claims. */
  sources: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1)),
});
type FrontMatter = v.InferOutput<typeof FrontMatter>;

export interface Prose {
  head: FrontMatter;
  text: string;
  /** Line of the file at which the text begins, from 1. */
  firstLine: number;
}

export function splitProse(file: string, source: string): Prose {
  const [all, yaml = ""] = /^---\n(.*?)\n---\n/s.exec(source) ?? [];
  if (all === undefined) throw new WeaveProblem(file, 1, "a page begins with front matter between two lines of ---");
  const result = v.safeParse(FrontMatter, parse(yaml));
  if (!result.success) throw new WeaveProblem(file, 1, v.summarize(result.issues));
  return { head: result.output, text: source.slice(all.length), firstLine: all.split("\n").length };
}

/** content/before-you-start.yaml: what a reader needs to know first. */
import * as v from "valibot";
import text from "../../../content/before-you-start.yaml?raw";
import { line, readData, sources } from "../../knowledge/data.ts";

const PICTURES = [
  "frames",
  "user-page",
  "counts",
  "lock",
  "lru",
  "compaction",
  "balloon",
  "isolation",
  "migration",
  "marks",
  "zspage",
] as const;

const basicsFile = v.array(
  v.strictObject({
    id: line,
    title: line,
    picture: v.picklist(PICTURES),
    text: v.array(line),
    sources,
  }),
);

export type Basic = v.InferOutput<typeof basicsFile>[number];

export function basics(): Basic[] {
  return readData(basicsFile, text, "content/before-you-start.yaml");
}

/** The source of the models, from disk. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SourceIndex } from "../../engine/source/places.ts";
import { declarationsOf } from "./declarations.ts";

/** Of the models that are imported, which need not be those of the project. */
const FOLDER = fileURLToPath(new URL(".", import.meta.resolve("../../../models/index.ts")));

/** Text of files by path: models/**. `folder`: where they are. */
export function readModels(folder = FOLDER): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return Object.fromEntries(
    paths.map((path) => [`models/${path.replaceAll("\\", "/")}`, readFileSync(join(folder, path), "utf8")]),
  );
}

let index: SourceIndex | undefined;

/** Made once: it takes longer than the longest run, and what has been imported stays as it was. */
export function indexModels(): SourceIndex {
  index ??= new SourceIndex(declarationsOf(readModels()));
  return index;
}

/** The source of the models, from disk. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SourceIndex } from "../../engine/source/places.ts";

const ROOT = join(import.meta.dirname, "../../..");

/** Text of files by path: models/**. */
export function readModels(): Record<string, string> {
  const paths = readdirSync(join(ROOT, "models"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `models/${path.replaceAll("\\", "/")}`);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), "utf8")]));
}

export function indexModels(): SourceIndex {
  return new SourceIndex(readModels());
}

/** The series that come with the project, read from their files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SeriesId } from "../../../models/era.ts";
import { readSeries, type Series } from "./patches.ts";

const FOLDER = join(import.meta.dirname, "../../../content/series");

export function findSeries(id: SeriesId): Series {
  const file = `${id}.yaml`;
  return readSeries(readFileSync(join(FOLDER, file), "utf8"), `content/series/${file}`);
}

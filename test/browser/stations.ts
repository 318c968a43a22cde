/** The stations of the path, from their files: the site has Vite bring them in, which is not here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readData } from "../../src/knowledge/data.ts";
import { station } from "../../src/knowledge/onboarding/form.ts";

const FOLDER = join(import.meta.dirname, "../../content/onboarding/stations");

export const STATIONS = readdirSync(FOLDER)
  .sort()
  .map((file) => ({
    id: file.replace(/^\d\d-|\.yaml$/g, ""),
    ...readData(station, readFileSync(join(FOLDER, file), "utf8"), file),
  }));

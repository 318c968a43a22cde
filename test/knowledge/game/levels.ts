/** The levels of the game, from their files: the site has Vite bring them in, which is not here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readData } from "../../../src/knowledge/data.ts";
import { type Level, level } from "../../../src/knowledge/game/form.ts";

const FOLDER = join(import.meta.dirname, "../../../content/game");

export const LEVELS: Level[] = readdirSync(FOLDER)
  .sort()
  .map((file) => ({
    id: file.replace(/^\d\d-|\.yaml$/g, ""),
    ...readData(level, readFileSync(join(FOLDER, file), "utf8"), file),
  }));

/** The katas that come with the project, read from their files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byOrder, type Kata, readKata } from "./kata.ts";

const FOLDER = join(import.meta.dirname, "../../../content/katas");

export function shippedKatas(): Kata[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => readKata(readFileSync(join(FOLDER, file), "utf8"), `content/katas/${file}`)).sort(byOrder);
}

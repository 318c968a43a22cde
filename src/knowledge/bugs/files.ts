/** The bugs that come with the project, read from their files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bug, byNumber, readBug } from "./register.ts";

const FOLDER = join(import.meta.dirname, "../../../content/bugs");

export function bugRegister(): Bug[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
  return files.map((file) => readBug(readFileSync(join(FOLDER, file), "utf8"), `content/bugs/${file}`)).sort(byNumber);
}

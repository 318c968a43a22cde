// node src/kernels/convert.ts FOLDER RELEASE: makes content/kernels/RELEASE out of what the recorder wrote to FOLDER, a file
// for each of its scenarios. One example of each pattern; times, processors and frame numbers are left out.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { distil, recorderFile } from "./distil.ts";
import { patterns, recording } from "./schema.ts";
import { write } from "./write.ts";

const [folder, release] = process.argv.slice(2);
if (!folder || !release) {
  console.error("usage: node src/kernels/convert.ts FOLDER RELEASE");
  process.exit(2);
}
const content = join(import.meta.dirname, "../../content/kernels");
const known = v.parse(patterns, parse(readFileSync(join(content, "patterns.yaml"), "utf8")));
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => v.parse(recorderFile, JSON.parse(readFileSync(join(folder, file), "utf8"))));
mkdirSync(join(content, release), { recursive: true });
for (const pattern of known) {
  const found = distil(files, pattern);
  if (found === null) continue;
  writeFileSync(join(content, release, `${pattern.id}.yaml`), write(v.parse(recording, found)));
  console.log(`${release} ${pattern.id}: ${found.calls.length} calls`);
}

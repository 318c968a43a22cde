/** Which kernels were recorded, from disk. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readData } from "../data.ts";
import { provenance } from "./schema.ts";

const FOLDER = join(import.meta.dirname, "../../../content/kernels");

/** By "flags@6.17": how many recordings there are of the kernel. */
export function recordedKernels(): Map<string, number> {
  const folders = globSync("*/kernel.yaml", { cwd: FOLDER }).map((path) => path.split(/[/\\]/)[0] as string);
  return new Map(
    folders.map((folder) => {
      const text = readFileSync(join(FOLDER, folder, "kernel.yaml"), "utf8");
      const { era, release } = readData(provenance, text, `content/kernels/${folder}/kernel.yaml`);
      const files = globSync(`${folder}/*.yaml`, { cwd: FOLDER });
      return [`${era}@${release}`, files.length - 1];
    }),
  );
}

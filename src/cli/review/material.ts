/** What a change is held to, from disk: scenarios, the register of guards, recordings of real kernels. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readData } from "../../knowledge/data.ts";
import { guardRegister } from "../../knowledge/guards/files.ts";
import { patterns, provenance, recording, unmodelled } from "../../knowledge/kernels/schema.ts";
import { findScenario, shippedScenarios } from "../../knowledge/scenarios/files.ts";
import type { Material } from "../../review/plan.ts";

const KERNELS = fileURLToPath(new URL("../../../content/kernels/", import.meta.url));

export function materialFromDisk(): Material {
  return { scenarios: shippedScenarios().map(findScenario), guards: guardRegister(), recordings: recordings() };
}

function recordings(): Material["recordings"] {
  const read = (file: string) => readFileSync(KERNELS + file, "utf8");
  const all = readData(patterns, read("patterns.yaml"), "content/kernels/patterns.yaml");
  const missing = readData(unmodelled, read("unmodelled.yaml"), "content/kernels/unmodelled.yaml");
  return globSync("*/kernel.yaml", { cwd: KERNELS }).flatMap((file) => {
    const { era, release } = readData(provenance, read(file), `content/kernels/${file}`);
    const own = globSync(`${release}/*.yaml`, { cwd: KERNELS });
    return all.flatMap((pattern) => {
      const name = own.find((each) => each.replaceAll("\\", "/") === `${release}/${pattern.id}.yaml`);
      if (name === undefined) return [];
      const recorded = readData(recording, read(name), `content/kernels/${name}`);
      const left = missing.filter(({ kernels }) => kernels.includes(release));
      return [{ kernel: `${era}@${release}`, pattern, recorded, unmodelled: left }];
    });
  });
}

// For `node --import`: the models are read as the kernels of RESOLVE have them, `{"kernels": ["mops@6.16", …], "without": []}`.
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { Answers } from "../../../src/knowledge/source/known.ts";
import { resolve } from "../../../src/knowledge/source/resolve.ts";

export interface Asked {
  /** One for each era: "mops@6.16", and the differences that it has. */
  kernels: { name: string; differences: string[] }[];
  without: string[];
  /** Of the shipped scenarios. */
  part: { of: number; at: number };
}

const { kernels, without }: Asked = JSON.parse(process.env.RESOLVE ?? "");

function answersFor(path: string): Answers {
  const era = kernels.find(({ name }) => path.includes(`/models/${name.split("@")[0]}/`));
  return { without: new Set(without), ...(era && { differences: new Set(era.differences) }) };
}

registerHooks({
  load(url, context, nextLoad) {
    if (!/\/models\/.*\.ts$/.test(url)) return nextLoad(url, context);
    const path = fileURLToPath(url);
    const text = resolve(readFileSync(path, "utf8"), answersFor(path));
    return { format: "module-typescript", source: text, shortCircuit: true };
  },
});

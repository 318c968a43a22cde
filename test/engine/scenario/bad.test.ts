// One file for each mistake, and beside it what is said about it. `npx vitest -u` writes the texts anew: read them then.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { failure } from "./failure.ts";

const FOLDER = join(import.meta.dirname, "bad");
const files = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));

describe("mistakes in scenario files", () => {
  it.each(files)("%s", async (file) => {
    const { message, problems } = failure(() => findScenario(`test/engine/scenario/bad/${file}`));
    expect(problems.length).toBeGreaterThan(0);
    await expect(`${message}\n`).toMatchFileSnapshot(join(FOLDER, `${basename(file, ".yaml")}.txt`));
  });
});

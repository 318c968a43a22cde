/** The site of other models, built beside this one: a copy of the tree with the pages that are asked for, in a folder that git does not see. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** Inside of the checkout, where the packages are found, and not among them, where TypeScript is not taken away. */
const COPY = join(ROOT, ".astro/other-models");
const TREE = ["src", "content", "astro.config.mjs", "package.json", "tsconfig.json"];

/** `models`: their folder. `pages`: in src/pages; a walkthrough shows what runs of our models print, so there are none. Returns the built site. */
export async function builtWith(models: string, pages: readonly string[]): Promise<string> {
  rmSync(COPY, { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const part of TREE) cpSync(join(ROOT, part), join(COPY, part), { recursive: true });
  cpSync(models, join(COPY, "models"), { recursive: true });
  const addresses = join(COPY, "src/pages");
  for (const name of readdirSync(addresses)) {
    if (!pages.includes(name)) rmSync(join(addresses, name), { recursive: true });
  }
  const walkthroughs = join(COPY, "content/walkthroughs");
  for (const name of readdirSync(walkthroughs)) rmSync(join(walkthroughs, name));
  await promisify(execFile)(process.execPath, [join(ROOT, "node_modules/astro/bin/astro.mjs"), "build"], {
    cwd: COPY,
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return join(COPY, "dist/");
}

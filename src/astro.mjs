// The command line of Astro, which without this would report its use: node src/astro.mjs build

import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";

/** The build keeps its results in the first, what it knows in the second, and what it has optimised in the third. */
const WRITES = ["dist", ".astro", "node_modules"];

const root = join(import.meta.dirname, "..");
try {
  accessSync(root, constants.W_OK);
  for (const folder of WRITES.map((name) => join(root, name)))
    if (existsSync(folder)) accessSync(folder, constants.W_OK);
} catch (error) {
  const { path, code } = error;
  console.error(`${path}: nothing can be written here (${code}), and the site needs ${WRITES.join(", ")} to be built.
The usual cause: the checkout is read-only, or belongs to somebody else.
Copy it to a folder of your own, and start it there. The terminal writes nothing: npm run -s eras -- list`);
  process.exit(2);
}

process.env.ASTRO_TELEMETRY_DISABLED = "1";
await import("../node_modules/astro/bin/astro.mjs");

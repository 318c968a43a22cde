/**
 * The suite on other models: `npm run -s suite -- --models DIR`, and whatever vitest takes. `-t typed@` asks of one era alone. As in the terminal,
 * whatever imports a file of models/ gets the one of that folder.
 */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseCLI, startVitest } from "vitest/node";
import { ModelsError, requireModels, splitModels } from "../src/cli/parts/models.ts";

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const OURS = pathOf("../models/");

const { folder = OURS, rest } = splitModels(process.argv.slice(2));
try {
  requireModels(folder);
} catch (error) {
  if (!(error instanceof ModelsError)) throw error;
  console.error(error.message);
  process.exit(2);
}
const theirs = `${realpathSync(folder)}/`;
const { filter, options } = parseCLI(["vitest", "run", ...rest]);

// What vitest keeps from run to run knows where an import led to.
await startVitest(
  "test",
  filter.length > 0 ? filter : ["test/suite/"],
  { ...options, fsModuleCache: false },
  {
    // There is one in the folder, which extends one that has stayed here.
    tsconfig: pathOf("../tsconfig.json"),
    plugins: [
      {
        name: "other models",
        enforce: "pre",
        async resolveId(source, importer, how) {
          const found = await this.resolve(source, importer, { ...how, skipSelf: true });
          return found?.id.startsWith(OURS) ? { ...found, id: theirs + found.id.slice(OURS.length) } : found;
        },
      },
    ],
  },
);

/**
 * `--models DIR`: other models than those of the project, in a folder of the shape of models/. Whatever imports a file of models/ gets the one
 * of that folder, so no code needs to know. For that it has to be settled before anything else is loaded.
 */

import { existsSync, realpathSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { messageOf } from "../../engine/message.ts";
import { must } from "../../engine/must.ts";

const OPTION = "--models";
/** The command that takes the folder as what it is asked about. */
const ASKS_ABOUT_IT = "review";
const OURS = new URL("../../../models/", import.meta.url).href;
const SHAPE = "a copy of models/ with a folder for each era, and each of them in ERAS of its index.ts";

/** Wrong input: exit status 2. */
export class ModelsError extends Error {}

/** The other arguments are the command's. */
export function splitModels(args: readonly string[]): { folder: string | undefined; rest: string[] } {
  const rest: string[] = [];
  let folder: string | undefined;
  for (let at = 0; at < args.length; at++) {
    const arg = must(args[at], "argument");
    if (arg === OPTION) folder = args[++at] ?? "";
    else if (arg.startsWith(`${OPTION}=`)) folder = arg.slice(OPTION.length + 1);
    else rest.push(arg);
  }
  return rest[0] === ASKS_ABOUT_IT ? { folder: undefined, rest: [...args] } : { folder, rest };
}

let inUse: string | null = null;
/** The folder of other models, or null: our own. For threads of this one, which must have the same. */
export const modelsInUse = () => inUse;

export async function useModels(folder: string): Promise<void> {
  requireModels(folder);
  inUse = folder;
  const root = realpathSync(folder);
  const theirs = pathToFileURL(`${root}/`).href;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const url = found.url.startsWith(OURS) ? theirs + found.url.slice(OURS.length) : found.url;
      // Where no package.json says so, Node would have to guess that these are modules.
      return url.startsWith(theirs) ? { ...found, url, format: "module-typescript" } : found;
    },
  });
  const eras = await load(folder, join(root, "index.ts"));
  const ids = eras.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) fail(folder, `ERAS has two eras of the id "${twice}"`, "an id of its own in the copied era");
  // Lines of the source are found by that.
  const lost = ids.find((id) => !existsSync(join(root, id, "index.ts")));
  if (lost !== undefined) fail(folder, `the era "${lost}" has no folder of its name`, "the id of an era as its folder");
}

/** Throws ModelsError. */
export function requireModels(folder: string): void {
  const index = join(folder, "index.ts");
  if (!existsSync(index)) fail(folder, `there is no ${index}`, SHAPE);
}

async function load(folder: string, index: string): Promise<readonly { id: string }[]> {
  let loaded: { ERAS?: unknown };
  try {
    loaded = await import(pathToFileURL(index).href);
  } catch (error) {
    return fail(
      folder,
      `index.ts cannot be loaded: ${messageOf(error)}`,
      "imports that lead to a file with its ending, .ts",
    );
  }
  const { ERAS } = loaded;
  if (!Array.isArray(ERAS) || ERAS.length === 0) return fail(folder, "its index.ts exports no ERAS", SHAPE);
  return ERAS;
}

function fail(folder: string, problem: string, expected: string): never {
  throw new ModelsError(`eras: ${OPTION} ${folder}: ${problem}\nExpected: ${expected}`);
}

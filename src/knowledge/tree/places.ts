/** Where a kernel has the functions that the models follow: file and line, and nothing of what stands there. */
import * as v from "valibot";
import type { KernelPlace } from "../../engine/source/c_view.ts";
import { headOf } from "../../engine/source/head.ts";
import { declarationsIn } from "../source/declarations.ts";
import { definitionsIn } from "./c.ts";
import type { Tree } from "./tree.ts";

export const kernelPlaces = v.strictObject({
  /** "mops@6.12". */
  kernel: v.string(),
  /** Of the tree of stable releases, whose lines these are. */
  tag: v.pipe(v.string(), v.regex(/^v\d+(\.\d+)+$/)),
  /** By name of the function. */
  functions: v.record(v.string(), v.strictTuple([v.string(), v.pipe(v.number(), v.integer())])),
});
export type KernelPlaces = v.InferOutput<typeof kernelPlaces>;

const STABLE = "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree";

export function placeOf(all: readonly KernelPlaces[], kernel: string, name: string): KernelPlace | undefined {
  const found = all.find((each) => each.kernel === kernel);
  const [file, line] = found?.functions[name] ?? [];
  if (found === undefined || file === undefined || line === undefined) return undefined;
  return { file, line, url: `${STABLE}/${file}?h=${found.tag}#n${line}` };
}

/** Only in the files that the model says it follows: elsewhere a function of that name is another one. */
export function placesIn(
  tree: Tree,
  models: Readonly<Record<string, string>>,
  kernel: string,
  tag: string,
): KernelPlaces {
  const era = kernel.split("@", 1)[0];
  const functions: KernelPlaces["functions"] = {};
  const read = new Map<string, Map<string, number>>();
  for (const [path, text] of Object.entries(models)) {
    if (!path.startsWith(`models/${era}/`) && !path.startsWith("models/machine/")) continue;
    const names = declarationsIn(path, text).flatMap(({ kernel: own, name, isFunction }) =>
      isFunction ? (own ?? name) : [],
    );
    for (const file of headOf(text).files) {
      const found = read.get(file) ?? definitionsIn(tree.read(file) ?? "");
      read.set(file, found);
      for (const name of names) {
        const line = found.get(name);
        if (line !== undefined) functions[name] ??= [file, line];
      }
    }
  }
  return { kernel, tag, functions: Object.fromEntries(Object.entries(functions).sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** `eras c FUNCTION|FILE`: the model of a kernel, as C. */

import { ERAS, findEra, KERNEL_NAMES } from "../../models/index.ts";
import { nearest } from "../engine/scenario/nearest.ts";
import { AN_ERA } from "../engine/scenario/such_as.ts";
import { C_TITLE, type CFunction } from "../engine/source/c_view.ts";
import type { KernelView } from "../knowledge/c/views.ts";
import { readModels } from "../knowledge/source/files.ts";
import { PLACES } from "../knowledge/tree/collected.ts";
import { type Command, guardsNamed, parse, UsageError, unknown } from "./parts/command.ts";
import { paint, print, printJson } from "./parts/terminal.ts";

const usage = "FUNCTION|FILE [--era ERA] [--without GUARD] [--json]";

export const c: Command = {
  name: "c",
  usage,
  text: "print a function of the models as C",
  help: `
Prints the models' own code as C: with the guards and differences of one kernel answered, and the names of steps in the margin.
It is the model, not kernel source. Functions go by their kernel names; a file prints all that it holds.

  --era ERA        an era, a kernel of it, or a plan; by default each era's reference kernel that has the function
  --without GUARD  as it reads with this guard left out; more than once for several
  --json           as data, with the TypeScript line of each line of C

Exit status: 0 printed, 2 bad input.

Examples:
  npm run -s eras -- c isolate_movable_page --era mops@6.16
  npm run -s eras -- c isolate_movable_page --era mops --without isolate:recheck
  npm run -s eras -- c models/flags/putback.ts
`,
  async run(args) {
    const options = {
      era: { type: "string" },
      without: { type: "string", multiple: true },
      json: { type: "boolean" },
    } as const;
    const { positionals, values } = parse(args, options, usage);
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) throw new UsageError("name one function, or one file", usage);
    const without = guardsNamed(values.without);
    // TypeScript's compiler takes its time to load, and no other command needs it.
    const { CViews } = await import("../knowledge/c/views.ts");
    const views = new CViews(readModels(), PLACES);
    const seen = kernelsNamed(values.era).map((kernel) => views.without(kernel, without));
    const found = seen.flatMap((view) => view.functions.filter((fn) => isNamed(fn, name)).map((fn) => ({ view, fn })));
    if (found.length === 0) throw notShown(name, seen);
    if (values.json) printJson(found.map(({ view, fn }) => ({ kernel: view.kernel, ...fn })));
    else print(found.map(({ view, fn }) => shown(view.kernel, fn, without)).join("\n"));
    return 0;
  },
};

function kernelsNamed(name: string | undefined): string[] {
  if (name === undefined) return ERAS.map(({ id, releases }) => `${id}@${releases[0].id}`);
  const found = findEra(name);
  if (found === undefined) throw unknown("era", name, KERNEL_NAMES);
  return [`${found.era.id}@${found.release.id}`];
}

function isNamed({ name, file }: Pick<CFunction, "name" | "file">, wanted: string): boolean {
  return name === wanted.replace(/\(\)$/, "") || file === wanted || file.endsWith(`/${wanted}`);
}

/** Not to be confused: a name that nobody knows, and a function that C has no natural words for. */
function notShown(name: string, views: readonly KernelView[]): Error {
  const known = views.flatMap(({ awkward }) => awkward).find((each) => isNamed(each, name));
  if (known) {
    const why = known.why.map((each) => `  ${each}`).join("\n");
    return new UsageError(
      `${known.name} reads unnaturally as C, so it is not shown:\n${why}\nRead ${known.file}`,
      usage,
    );
  }
  const near = nearest(name, [
    ...new Set(views.flatMap(({ functions }) => functions.flatMap((fn) => [fn.name, fn.file]))),
  ]);
  const meant = near === undefined ? "" : `; did you mean "${near}"?`;
  return new UsageError(
    `no function or file "${name}" in these models${meant}`,
    `isolate_movable_page, or models/${AN_ERA}/isolate.ts`,
  );
}

const MARGIN = 82;

function shown(kernel: string, { file, line, lines, kernel: place }: CFunction, without: readonly string[]): string {
  const left = without.length > 0 ? `, without ${without.join(", ")}` : "";
  const head = paint("dim", `/* ${C_TITLE}: ${kernel}${left}; ${file}:${line} */`);
  const source = place ? `${paint("dim", `/* the kernel's own: ${place.file}:${place.line}, ${place.url} */`)}\n` : "";
  const texts = lines.map(({ tokens, begins, steps = [] }) => {
    const text = expanded(tokens.map(([each]) => each).join(""));
    return begins ? `${text.padEnd(MARGIN)}${paint("dim", `◂ ${steps.join(", ")}`)}` : text;
  });
  return `${head}\n${source}${texts.join("\n")}\n`;
}

function expanded(text: string): string {
  return text.replace(/^\t+/, (tabs) => " ".repeat(8 * tabs.length));
}

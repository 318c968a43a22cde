/** Where a guard stands in the code: the lines of the models that ask for it, and what its function is with it and without, as C. */
import type { EraId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { findEra, folderOf } from "../../../models/index.ts";
import { must } from "../../engine/must.ts";
import { type CFunction, linesWithout } from "../../engine/source/c_view.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";
import { type Declaration, declarationsOf } from "../../knowledge/source/declarations.ts";
import { cAlone, viewsOf } from "../weave/c_views.ts";
import { dedented } from "../weave/common.ts";
import { modelFiles } from "./model_files.ts";

/** Lines of TypeScript around the one that asks. */
const AROUND = 1;

interface GuardCode {
  /** Those that have it so. */
  eras: [EraId, ...EraId[]];
  name: string;
  file: string;
  typescript: string;
  /** null: C has no natural words for it. */
  c: { before: string; after: string } | null;
}

const declarations = declarationsOf(modelFiles);

export function codeOfGuard({ guard, eras }: Pick<GuardEntry, "guard" | "eras">): GuardCode[] {
  const found: GuardCode[] = [];
  for (const kernel of kernelsWith(eras)) {
    const { era, release } = must(findEra(kernel), kernel);
    const folder = new RegExp(`^models/(?:machine|${folderOf(era)})/`);
    for (const each of declarations.filter(({ file, guards }) => folder.test(file) && guards.some(isOf(guard)))) {
      const code = { ...asItIs(each, guard), c: asC(`${era.id}@${release.id}`, each, guard) };
      const same = found.find((other) => JSON.stringify(textsOf(other)) === JSON.stringify(code));
      if (same) same.eras.push(era.id);
      else found.push({ eras: [era.id], ...code });
    }
  }
  return found;
}

const textsOf = ({ eras: _, ...texts }: GuardCode) => texts;
const isOf =
  (guard: GuardName) =>
  ({ name }: { name: string }) =>
    name === guard;

/** Each era once: by its reference kernel, where that has the guard. */
function kernelsWith(eras: GuardEntry["eras"]): string[] {
  const having = Object.entries(eras).flatMap(([kernel, cell]) => ("absent" in cell ? [] : [kernel]));
  return having.filter(
    (kernel, at) => having.findIndex((other) => other.split("@")[0] === kernel.split("@")[0]) === at,
  );
}

function asItIs({ file, name, line, last, guards }: Declaration, guard: GuardName) {
  const lines = must(modelFiles[file], file).split("\n");
  const places = guards.filter(isOf(guard)).map((each) => each.line);
  const from = Math.max(line, Math.min(...places) - AROUND);
  const to = Math.min(last, Math.max(...places) + AROUND);
  const own = lines.slice(from - 1, to).map((text, number) => ({ number, text }));
  return {
    name,
    // The eras have files of the same names.
    file: file.replace(/^models\/\w+\//, ""),
    typescript: dedented(own)
      .map(({ text }) => text)
      .join("\n"),
  };
}

function asC(kernel: string, { file, name }: Declaration, guard: GuardName): GuardCode["c"] {
  const fn = functionsAsking(kernel, guard).find((each) => each.file === file && each.declared === name);
  if (fn === undefined) return null;
  return { before: cAlone(fn), after: cAlone({ ...fn, lines: linesWithout(fn, [guard]) }) };
}

/** Of the reference kernels all guards are known at once, as the pages that run them need them. */
function functionsAsking(kernel: string, guard: GuardName): readonly CFunction[] {
  const views = viewsOf(modelFiles);
  const { era, release } = must(findEra(kernel), kernel);
  if (release !== era.releases[0]) return views.asking(kernel, guard);
  return views.withGuards(kernel).functions.filter(({ without }) => guard in without);
}

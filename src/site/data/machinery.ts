/** What the page /review loads when something is tried: the models, what judges them, and what they are held to. */
import ts from "typescript";
import { must } from "../../engine/must.ts";
import { declarationsOf } from "../../knowledge/source/declarations.ts";
import { withFunctions } from "../../review/marks.ts";
import type { Files } from "../../review/patch.ts";
import type { Material } from "../../review/plan.ts";
import { stripped } from "../../review/strip.ts";
import type { MachineryFile, ModelsFile } from "../../views/review/machinery.ts";
import { guards } from "./guards.ts";
import { KERNELS, PATTERNS, recordingOf, unmodelledOn } from "./kernels.ts";
import { allScenarios } from "./scenarios.ts";

const SOURCES = import.meta.glob<string>(
  ["../../../models/**/*.ts", "../../{engine,knowledge,review}/**/*.ts", "../../views/review/inside.ts"],
  { query: "?raw", import: "default", eager: true },
);
const byPath = Object.fromEntries(
  Object.entries(SOURCES).map(([path, text]) => [
    new URL(path, "file:///src/site/data/machinery.ts").pathname.slice(1),
    text,
  ]),
);
// What browsers load has no code of plans, here as elsewhere: a script of a worker can wait for no import.
byPath["models/plans/code.ts"] = must(byPath["models/plans/none.ts"], "models/plans/none.ts");
const MODELS: Files = Object.fromEntries(Object.entries(byPath).filter(([path]) => path.startsWith("models/")));
const INSIDE = "src/views/review/inside.ts";

export function models(): ModelsFile {
  const functions = declarationsOf(MODELS).filter(({ isFunction }) => isFunction);
  return {
    files: MODELS,
    functions: functions.map(({ file, name, line, last }) => ({ file, name, line, last })),
  };
}

let made: MachineryFile | null = null;

export function machinery(): MachineryFile {
  made ??= make();
  return made;
}

function make(): MachineryFile {
  const marked = withFunctions(MODELS);
  return {
    plain: scriptsOf(MODELS),
    marked: scriptsOf(marked.files),
    marks: marked.marks,
    engine: closure(INSIDE),
    material: material(),
  };
}

/** As scripts, with all that they import at run time and that is no model. */
function closure(first: string): Files {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    if (path in found || path.startsWith("models/")) return;
    const text = byPath[path];
    if (text === undefined) throw new Error(`${path}, which a worker of /review needs, cannot be sent to it`);
    const script = stripped(text);
    found[path] = script;
    for (const { fileName } of ts.preProcessFile(script, true, true).importedFiles) {
      visit(new URL(fileName, `file:///${path}`).pathname.slice(1));
    }
  };
  visit(first);
  return found;
}

function scriptsOf(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, stripped(text)]));
}

function material(): Material {
  const recordings = KERNELS.flatMap((kernel) =>
    PATTERNS.flatMap((pattern) => {
      const recorded = recordingOf(pattern, kernel);
      return recorded ? [{ kernel: kernel.name, pattern, recorded, unmodelled: unmodelledOn(kernel) }] : [];
    }),
  );
  return { scenarios: allScenarios(), guards: guards(), recordings };
}

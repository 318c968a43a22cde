/** Where a kernel function stands in the models, and what is known of that place. */
import type { Era, EraId } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { isOf } from "../../../models/invariants/invariant.ts";
import { calledBy } from "../../engine/source/places.ts";
import type { Bug } from "../../knowledge/bugs/register.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";
import { type Declaration, declarationsOf } from "../../knowledge/source/declarations.ts";
import type { Files } from "../patch.ts";
import type { Material } from "../plan.ts";
import type { KernelFunction } from "./functions.ts";

export interface Placed extends KernelFunction {
  /** Empty: no model has it. */
  eras: PlacedIn[];
}

export interface PlacedIn {
  era: EraId;
  /** "models/flags/isolate.ts:30". */
  place: string;
  /** That function, and the helpers that only the era knows by name. */
  functions: string[];
  steps: string[];
  guards: string[];
  invariants: string[];
  bugs: string[];
  questions: string[];
  /** Shortest first. */
  scenarios: string[];
  recordings: string[];
  walkthrough: string[];
}

/** What is known, from disk or from the build of a page. */
export interface Knowledge extends Material {
  bugs: readonly Bug[];
  questions: readonly { title: string; guard: string; bug: string }[];
  /** By name: the text. */
  walkthroughs: Readonly<Record<string, string>>;
  /** By era: what a scenario executes on its reference kernel, and in how many steps. */
  runs: Readonly<Partial<Record<EraId, readonly { scenario: string; steps: number; executed: ReadonlySet<string> }[]>>>;
}

export function placed(functions: readonly KernelFunction[], files: Files, known: Knowledge): Placed[] {
  const declarations = declarationsOf(files);
  return functions.map((each) => {
    const eras = ERAS.flatMap((era): PlacedIn[] => {
      const found = standsIn(era.id, each.name, declarations);
      return found === undefined ? [] : [placeIn(era, found, declarations, files, known)];
    });
    return { ...each, eras };
  });
}

/** An era's own function, or the machine's where the era uses that. */
function standsIn(era: EraId, name: string, all: readonly Declaration[]): Declaration | undefined {
  const wanted = name.replace(/^struct /, "");
  const bare = wanted.replaceAll("_", "").toLowerCase();
  const isIt = ({ name: own, kernel }: Declaration) =>
    kernel === wanted || own === wanted || (name.startsWith("struct ") && own.toLowerCase() === bare);
  const own = all.find((each) => each.file.startsWith(`models/${era}/`) && isIt(each));
  if (own) return own;
  const shared = all.find((each) => each.file.startsWith("models/machine/") && isIt(each));
  const isUsed = all.some((each) => each.file.startsWith(`models/${era}/`) && shared && each.mentions.has(shared.id));
  return isUsed ? shared : undefined;
}

function placeIn(
  era: Era,
  declaration: Declaration,
  all: readonly Declaration[],
  files: Files,
  known: Knowledge,
): PlacedIn {
  const { file, line, id } = declaration;
  // Helpers of the same file that no tracer sees belong to the function that calls them.
  const helpers = all.filter((each) => each.file === file && each.kernel === null && each.id !== id);
  const parts = calledBy([declaration], helpers);
  const texts = parts.map((each) => textOf(each, files));
  const guards = unique(
    texts.flatMap((text) => [...text.matchAll(/\bguard\("([^"]+)"\)/g)].map(([, name = ""]) => name)),
  );
  const names = unique([declaration.kernel ?? declaration.name, declaration.name]);
  const bugs = known.bugs.filter((bug) => livesAt(bug, era.id, guards, names));
  const runs = (known.runs[era.id] ?? [])
    .filter(({ executed }) => executed.has(id))
    .toSorted((a, b) => a.steps - b.steps);
  return {
    era: era.id,
    place: `${file}:${line}`,
    functions: parts.map(({ name }) => name),
    steps: unique(parts.flatMap(({ yields }) => yields.map(({ step }) => step.source.replace(/^\^|\$$/g, "")))),
    guards,
    invariants: invariantsOf(texts.join("\n"), guards, era, known.guards),
    bugs: bugs.map((bug) => bug.id),
    questions: known.questions
      .filter(({ guard, bug }) => guards.includes(guard) || bugs.some((each) => each.id === bug))
      .map(({ title }) => title),
    scenarios: runs.map(({ scenario }) => scenario),
    recordings: known.recordings
      .filter(
        ({ kernel, recorded }) =>
          kernel.split("@")[0] === era.id && recorded.calls.some(({ call }) => names.includes(call)),
      )
      .map(({ kernel, pattern }) => `${pattern.id} on ${kernel}`),
    walkthrough: Object.keys(known.walkthroughs).filter((name) =>
      names.some((each) => new RegExp(`^::: code\\b.*\\b${each}\\b`, "m").test(known.walkthroughs[name] ?? "")),
    ),
  };
}

function textOf({ file, line, last }: Declaration, files: Files): string {
  return (files[file] ?? "")
    .split("\n")
    .slice(line - 1, last)
    .join("\n");
}

/** Its run leaves out a guard that stands here, or its text names the function. */
function livesAt(
  { places, runs, ...texts }: Bug,
  era: EraId,
  guards: readonly string[],
  names: readonly string[],
): boolean {
  if (!places.includes(era)) return false;
  const left = runs.flatMap((run) => ("guard" in run ? [run.guard] : run.without));
  return (
    left.some((guard) => guards.includes(guard)) || names.some((name) => JSON.stringify(texts).includes(`${name}(`))
  );
}

/** Words of a page, as code of the kernel names what it does to them, and as an invariant asks for them. */
const WORDS: readonly { code: RegExp; rule: RegExp }[] = [
  { code: /Isolated|isolated\(/, rule: /isolat/i },
  { code: /Movable|movable\(|\.mapping\b/, rule: /movable|mark|mapping/i },
  { code: /\bprivate\b/, rule: /private|owner/i },
  { code: /(?:try|un)?lock(?:_page)?\(|_trylock\(/, rule: /\block/i },
  { code: /(?:get|put)(?:_page)?\(|_put\(|_get\(|try_get/, rule: /reference/i },
  { code: /\blru\b|list_/, rule: /\blist/i },
  { code: /types\.|page_type/, rule: /\btype/i },
  { code: /isolated_pages|num_pages|managed|count_/, rule: /count/i },
];

/** Rules of which the register of guards says that they break here, and those that ask for words that are touched here. */
function invariantsOf(text: string, guards: readonly string[], era: Era, register: readonly GuardEntry[]): string[] {
  const broken = register
    .filter(({ guard }) => guards.includes(guard))
    .flatMap(({ eras }) => Object.entries(eras))
    .flatMap(([kernel, cell]) => (kernel.split("@")[0] === era.id && "verdict" in cell ? cell.verdict : []));
  const words = WORDS.filter(({ code }) => code.test(text));
  return INVARIANTS.filter(
    (rule) =>
      broken.includes(`invariant ${rule.id}`) || (isOf(rule, era) && words.some((word) => word.rule.test(rule.text))),
  ).map(({ id }) => id);
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}

/** Where the models have what a kernel patch can touch, and what is known of each place. */
import ts from "typescript";
import type { Era, EraId } from "../../../models/era.ts";
import { GUARDS } from "../../../models/guards.ts";
import { ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { STEPS } from "../../../models/steps.ts";
import { slugOf } from "../../engine/links/slug.ts";
import { calledBy } from "../../engine/source/places.ts";
import type { Bug } from "../../knowledge/bugs/register.ts";
import { type LocklessAccess, speaksOf, titleOf } from "../../knowledge/lockless/table.ts";
import { type Declaration, declarationsOf } from "../../knowledge/source/declarations.ts";
import { parsed } from "../cut.ts";
import type { Files } from "../patch.ts";
import type { Material } from "../plan.ts";
import type { Executed } from "./executed.ts";
import { keyOf, type PlacedIn } from "./placed.ts";
import { rulesOf } from "./rules.ts";

/** What is known, from disk or from the build of a page. */
export interface Knowledge extends Material {
  bugs: readonly Bug[];
  questions: readonly { title: string; guard: string; bug: string }[];
  /** By name: the text. */
  walkthroughs: Readonly<Record<string, string>>;
  lockless: readonly LocklessAccess[];
  runs: Executed;
}

const NAMES = keysOf(STEPS);
/** How the models declare one. */
/** Of functions that lock, try to, or let go. */
const LOCKS = /(?:^|_)(?:try|un)?lock(?:_|$)/;

export class Places {
  private readonly files: Files;
  private readonly known: Knowledge;
  private readonly byKey = new Map<string, Declaration[]>();
  private readonly byFile: ReadonlyMap<string, Declaration[]>;
  /** What the files of an era name. */
  private readonly named: ReadonlyMap<EraId, ReadonlySet<string>>;
  /** Each with the text that may name a function. */
  private readonly bugs: readonly { bug: Bug; text: string }[];

  constructor(files: Files, known: Knowledge) {
    this.files = files;
    this.known = known;
    const all = declarationsOf(files);
    for (const each of all)
      for (const key of namesOf(each, this.textOf(each))) this.byKey.set(key, [...(this.byKey.get(key) ?? []), each]);
    this.byFile = Map.groupBy(all, ({ file }) => file);
    this.named = new Map(
      ERAS.map(({ id }) => [
        id,
        new Set(all.flatMap(({ file, mentions }) => (file.startsWith(`models/${id}/`) ? [...mentions] : []))),
      ]),
    );
    this.bugs = known.bugs.map((bug) => {
      const { places: _, runs: __, ...texts } = bug;
      return { bug, text: JSON.stringify(texts) };
    });
  }

  /** One for each era that has it. */
  at(key: string): PlacedIn[] {
    const found = this.byKey.get(key) ?? [];
    return ERAS.flatMap((era): PlacedIn[] => {
      // An era's own function, or the machine's where the era uses that.
      const own = found.find(({ file }) => file.startsWith(`models/${era.id}/`));
      const shared = found.find(({ file }) => file.startsWith("models/machine/"));
      const isUsed = shared !== undefined && this.named.get(era.id)?.has(shared.id);
      const declaration = own ?? (isUsed ? shared : undefined);
      return declaration ? [this.placeIn(era, declaration)] : [];
    });
  }

  /** All that the models have, by key. */
  everything(): Record<string, PlacedIn[]> {
    const all = [...this.byKey.keys()].map((key) => [key, this.at(key)] as const);
    return Object.fromEntries(all.filter(([, { length }]) => length > 0));
  }

  private placeIn(era: Era, declaration: Declaration): PlacedIn {
    const { file, line, id, name, kernel } = declaration;
    const { known } = this;
    // Helpers of the same file that no tracer sees belong to the function that calls them.
    const helpers = (this.byFile.get(file) ?? []).filter((each) => each.kernel === null && each.id !== id);
    const parts = calledBy([declaration], helpers);
    // Code asks for differences between kernels in the same way.
    const guards = unique(parts.flatMap((each) => each.guards.map(({ name }) => name))).filter(
      (name) => name in GUARDS,
    );
    const names = unique([kernel ?? name, name]);
    const bugs = this.bugsAt(era.id, guards, names);
    const runs = known.runs[era.id]?.filter(({ executed }) => executed.has(id)) ?? [];
    return {
      era: era.id,
      file,
      name,
      line,
      functions: parts.map((each) => each.name),
      steps: unique(
        parts.flatMap(({ yields }) => yields.flatMap(({ step }) => NAMES.filter((name) => step.test(name)))),
      ),
      guards,
      invariants: rulesOf(parts.map((each) => this.textOf(each)).join("\n"), guards, era, known.guards),
      bugs,
      questions: known.questions
        .filter(({ guard, bug }) => guards.includes(guard) || bugs.includes(bug))
        .map(({ title }) => title),
      scenarios: runs.toSorted((a, b) => a.steps - b.steps).map(({ scenario }) => scenario),
      lockless: known.lockless.filter((row) => isOf(row, era, names)).map(titleOf),
      locks: unique(parts.flatMap(({ mentions }) => [...mentions].flatMap(lockIn))),
      recordings: known.recordings
        .filter(
          ({ kernel: on, recorded }) =>
            on.split("@")[0] === era.id && recorded.calls.some(({ call }) => names.includes(call)),
        )
        .map(({ kernel: on, pattern }) => `${pattern.id} on ${on}`),
      walkthrough: Object.entries(known.walkthroughs).flatMap(([page, text]) => sectionsIn(page, text, names)),
    };
  }

  /** A run of theirs leaves out a guard that stands here, or their text names the function. */
  private bugsAt(era: EraId, guards: readonly string[], names: readonly string[]): string[] {
    const isHere = ({ bug: { places, runs }, text }: (typeof this.bugs)[number]) => {
      const left = runs.flatMap((run) => ("guard" in run ? [run.guard] : run.without));
      const isNamed = names.some((name) => text.includes(`${name}(`));
      return places.includes(era) && (isNamed || left.some((guard) => guards.includes(guard)));
    };
    return this.bugs.filter(isHere).map(({ bug }) => bug.id);
  }

  private textOf({ file, line, last }: Declaration): string {
    return (this.files[file] ?? "")
      .split("\n")
      .slice(line - 1, last)
      .join("\n");
  }
}

/** A constant that is no struct has none. */
function namesOf({ name, kernel, isFunction }: Declaration, text: string): string[] {
  if (isFunction || kernel !== null) return unique([kernel ?? name, name]);
  return isStruct(text) ? [keyOf(`struct ${name}`)] : [];
}

/** class Page extends struct(…). */
function isStruct(text: string): boolean {
  return parsed("struct.ts", text).statements.some((statement) => {
    const [base] = (ts.isClassDeclaration(statement) && statement.heritageClauses?.[0]?.types) || [];
    return (
      base !== undefined && ts.isCallExpression(base.expression) && base.expression.expression.getText() === "struct"
    );
  });
}

function isOf({ where, eras }: LocklessAccess, era: Era, names: readonly string[]): boolean {
  const isHere = where.some((each) => names.includes(each));
  return isHere && eras.some((entry) => era.releases.some((release) => speaksOf(entry, { era, release })));
}

function lockIn(id: string): string[] {
  const [, name = ""] = id.split(" ");
  return LOCKS.test(name) ? [`${name}()`] : [];
}

/** Under which headings a page shows the code of one of these. */
function sectionsIn(page: string, text: string, names: readonly string[]): string[] {
  const shows = new RegExp(`^::: code\\b.*\\b(?:${names.join("|")})\\b`);
  let section = page;
  const found = text.split("\n").flatMap((line) => {
    const [, heading] = /^##+ (.+)$/.exec(line) ?? [];
    if (heading !== undefined) section = `${page}#${slugOf(heading)}`;
    return shows.test(line) ? section : [];
  });
  return unique(found);
}

function unique<T>(all: readonly T[]): T[] {
  return [...new Set(all)];
}

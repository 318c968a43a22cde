/** A kernel patch, placed: it can't be run, but where it stands in the models can be told. The same in the terminal and in a page, which has no compiler for this. */
import type { EraId } from "../../../models/era.ts";
import { slugOf } from "../../engine/links/slug.ts";
import type { Patch } from "../patch.ts";
import { functionsIn, type KernelFunction } from "./functions.ts";

/** What is known of a function of a model. */
export interface PlacedIn {
  era: EraId;
  file: string;
  name: string;
  line: number;
  /** That function, and the helpers that only the era knows by name. */
  functions: string[];
  steps: string[];
  guards: string[];
  invariants: string[];
  bugs: string[];
  questions: string[];
  /** Shortest first. */
  scenarios: string[];
  /** Rows of the table of what is read without a lock, by their titles. */
  lockless: string[];
  /** Functions that take a lock, try it or let it go. */
  locks: string[];
  recordings: string[];
  /** "isolate#the-way-out". */
  walkthrough: string[];
}

export interface Placed extends KernelFunction {
  /** Empty: no model has it. */
  eras: PlacedIn[];
}

export interface PlacedPatch {
  source: string;
  subject: string;
  functions: Placed[];
}

/** `at`: by the key of a name. */
export function placedPatch(patch: Patch, at: (key: string) => readonly PlacedIn[]): PlacedPatch {
  const { source, subject } = patch;
  return {
    source,
    subject,
    functions: functionsIn(patch).map((each) => ({ ...each, eras: [...at(keyOf(each.name))] })),
  };
}

/** What the kernel and a model call a function alike; a struct has its own way of writing in each. */
export function keyOf(name: string): string {
  return name.startsWith("struct ") ? `struct ${name.slice(7).replaceAll("_", "").toLowerCase()}` : name;
}

export const called = (name: string): string => (name.startsWith("struct ") ? name : `${name}()`);

export function headOf(functions: readonly Placed[]): string {
  if (functions.length === 0)
    return "It changes no function or struct of C, and no file of models/: there is nothing that can be run, or placed.";
  const known = functions.filter(({ eras }) => eras.length > 0).length;
  return `A kernel patch can't be run here, but the models have ${known} of the ${functions.length} functions and structs that it touches.`;
}

/** Names in a sentence. */
const NAMED = 30;

export function unknownIn(functions: readonly Placed[]): string | null {
  const unknown = functions.filter(({ eras }) => eras.length === 0).map(({ name }) => called(name));
  const more = unknown.length > NAMED ? ` and ${unknown.length - NAMED} more` : "";
  return unknown.length === 0 ? null : `No model has ${unknown.slice(0, NAMED).join(", ")}${more}.`;
}

/** `path`: where the site tells of it. */
export interface Row {
  what: string;
  all: { text: string; path: string }[];
}

export function rowsOf(place: PlacedIn): Row[] {
  const under = (page: string) => (text: string) => ({ text, path: `${page}#${slugOf(text)}` });
  const page = (folder: string) => (text: string) => ({ text, path: `${folder}/${text}` });
  const rows: Row[] = [
    { what: "steps", all: place.steps.map((text) => under(`compare/${text.split(":")[0]}`)(text)) },
    { what: "guards", all: place.guards.map(under("guards")) },
    { what: "rules", all: place.invariants.map(under(`eras/${place.era}`)) },
    { what: "bugs", all: place.bugs.map(page("bugs")) },
    { what: "to ask", all: place.questions.map(under("onboarding/checklist")) },
    { what: "scenarios", all: place.scenarios.map(page("scenarios")) },
    { what: "read without a lock", all: place.lockless.map(under("lockless")) },
    { what: "locks", all: place.locks.map((text) => ({ text, path: "lockless#kept" })) },
    { what: "recorded", all: place.recordings.map((text) => ({ text, path: `kernels/${text.split(" ")[0]}` })) },
    { what: "to read", all: place.walkthrough.map(page("walkthroughs")) },
  ];
  return rows.filter(({ all }) => all.length > 0);
}

/**
 * Where in the source of the models a step stands: the `yield` that names it. Several functions may yield the same name; the one that runs tells them apart.
 */
import type { Trace, TraceStep } from "../trace/trace.ts";
import type { Declaration, YieldPlace } from "./declaration.ts";

export interface Place {
  /** "models/flags/isolate.ts". */
  file: string;
  /** From 1. */
  line: number;
}

/** What decides between yields of one name. */
export interface At {
  era: string;
  step: string;
  /** The innermost kernel function; undefined where none has been entered. */
  running: string | undefined;
  /** Guards left out of the run. */
  without: readonly string[];
}

export class SourceIndex {
  private readonly declarations: readonly Declaration[];
  /** Runs come to the same steps again and again. */
  private readonly known = new Map<string, Place | null>();

  constructor(declarations: readonly Declaration[]) {
    this.declarations = declarations;
  }

  /** The era's own declarations of a name; the machine's where the era has none. */
  declared(era: string, name: string): Declaration[] {
    const found = this.declarations.filter((each) => each.name === name && inEra(each.file, era));
    const own = found.filter(({ file }) => file.startsWith(`models/${era}/`));
    return own.length > 0 ? own : found;
  }

  /** One place, or none if the models have no such yield; several where the source does not tell which it is. */
  candidates({ era, step, running, without }: At): Place[] {
    const scope = this.declarations.filter(({ file }) => inEra(file, era));
    const own = scope.filter(({ kernel, name }) =>
      running === undefined ? name === "OPERATIONS" : kernel === running,
    );
    const files = new Set(own.map(({ file }) => file));
    // No kernel function has been entered since, so a yield elsewhere is in one that no tracer sees.
    const unseen = scope.filter(({ kernel }) => kernel === null);
    const nearer = [calledBy(own, unseen), unseen.filter(({ file }) => files.has(file)), unseen];
    const stands = (place: YieldPlace) => place.step.test(step) && isReached(place, without);
    for (const declarations of nearer) {
      const found = declarations.flatMap(({ yields }) => yields.filter(stands));
      if (found.length > 0) return found.map(({ file, line }) => ({ file, line }));
    }
    return [];
  }

  place(trace: Pick<Trace, "era" | "without">, { step, stack }: Pick<TraceStep, "step" | "stack">): Place | null {
    const { era, without } = trace;
    const key = [era, step, stack.at(-1), ...without].join(" ");
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [only = null, ...others] = this.candidates({ era, step, running: stack.at(-1), without });
    const place = others.length > 0 ? null : only;
    this.known.set(key, place);
    return place;
  }

  /** The trace with the place of each of its steps. */
  withPlaces(trace: Trace): Trace {
    return { ...trace, steps: trace.steps.map((step) => ({ ...step, place: this.place(trace, step) })) };
  }
}

/** The era's own files, the machine, and the operations of scenarios; not the other eras. */
function inEra(file: string, era: string): boolean {
  return /^models\/(machine\/[^/]+|[^/]+)$/.test(file) || file.startsWith(`models/${era}/`);
}

function isReached({ only }: YieldPlace, without: readonly string[]): boolean {
  return only === undefined || without.includes(only.name) !== only.present;
}

/** `roots` and those of the others that they lead to by name. */
export function calledBy(roots: readonly Declaration[], others: readonly Declaration[]): Declaration[] {
  const known = new Map(others.map((each) => [each.id, each]));
  const reached = new Set(roots);
  for (const { mentions } of reached) {
    for (const id of mentions) {
      const declaration = known.get(id);
      if (declaration !== undefined) reached.add(declaration);
    }
  }
  return [...reached];
}

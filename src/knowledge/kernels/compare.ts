/** Two lists of calls, the kernel's and the model's: what is left out, how they line up, and where they first differ. */
import type { Call, Role, Unmodelled } from "./schema.ts";

/** Of a model: a role for each page that it was given, and what it returned, as a page too where it is the number of one. */
export interface ModelCall {
  depth: number;
  call: string;
  /** It is only there for what it calls. */
  around?: boolean;
  pages: (Role | "other")[];
  returns: number | null;
  page: Role | "other" | null;
}

interface Row {
  kernel: Call | null;
  model: ModelCall | null;
  /** Why only one of them is there. */
  reason?: string;
}

/** `difference` null: they agree. `used`: the entries of the list that were needed. */
export function compare(recorded: readonly Call[], modelled: readonly ModelCall[], list: readonly Unmodelled[]) {
  const kernel = strip(recorded, on(list, "kernel"));
  const model = strip(modelled, on(list, "model"));
  return { ...lineUp(kernel.marked, full(model.marked)), used: new Set([...kernel.used, ...model.used]) };
}

/** A recording without the calls that the models leave out. Whether such a function has a call of its own is up to the compiler. */
export function modelled(recorded: readonly Call[], list: readonly Unmodelled[]): Call[] {
  const { marked } = strip(recorded, on(list, "kernel"));
  return marked.filter(({ left }) => left === null).map(({ call, depth }) => ({ ...call, depth }));
}

const on = (list: readonly Unmodelled[], side: Unmodelled["on"]) => list.filter((entry) => entry.on === side);

/** Without what is only there for calls that are left out. */
function full(calls: readonly Marked<ModelCall>[]): Marked<ModelCall>[] {
  return calls.filter(({ call: { around, depth } }, at) => {
    const end = calls.findIndex(({ call }, other) => other > at && call.depth <= depth);
    const named = calls.slice(at + 1, end < 0 ? undefined : end).filter(({ call }) => !call.around);
    return !around || named.length === 0 || named.some(({ left }) => left === null);
  });
}

interface Marked<C> {
  call: C;
  /** Without the calls around it that are left out alone. One that is left out with all that it calls counts, so a call in it stands out. */
  depth: number;
  left: Unmodelled | null;
}

function strip<C extends { depth: number; call: string }>(calls: readonly C[], list: readonly Unmodelled[]) {
  const open: Marked<C>[] = [];
  const used = new Set<Unmodelled>();
  const marked = calls.map((call): Marked<C> => {
    while (open.length > call.depth) open.pop();
    const left = list.find((entry) => leavesOut(entry, call, open)) ?? null;
    if (left !== null) used.add(left);
    const own = { call, depth: open.filter((each) => !each.left?.around).length, left };
    open.push(own);
    return own;
  });
  return { marked, used };
}

function leavesOut<C extends { call: string }>(entry: Unmodelled, { call }: C, open: readonly Marked<C>[]): boolean {
  if (entry.call !== call) return false;
  return entry.inside === undefined || open.at(-1)?.call.call === entry.inside;
}

function lineUp(kernel: readonly Marked<Call>[], model: readonly Marked<ModelCall>[]) {
  const rows: Row[] = [];
  let difference: string | null = null;
  let [at, other] = [0, 0];
  while (at < kernel.length || other < model.length) {
    const [recorded, own] = [kernel[at], model[other]];
    if (recorded?.left) {
      rows.push({ kernel: recorded.call, model: null, reason: recorded.left.reason });
      at++;
    } else if (own?.left) {
      rows.push({ kernel: null, model: own.call, reason: own.left.reason });
      other++;
    } else {
      difference ??= differenceOf(recorded, own);
      rows.push({ kernel: recorded?.call ?? null, model: own?.call ?? null });
      at++;
      other++;
    }
  }
  return { rows, difference };
}

function differenceOf(recorded: Marked<Call> | undefined, own: Marked<ModelCall> | undefined): string | null {
  if (!recorded) return `the model calls ${own?.call.call}(), and the kernel nothing more`;
  const { call, pages, returns } = recorded.call;
  if (!own) return `the kernel calls ${call}(), and the model nothing more`;
  if (own.call.call !== call) return `the kernel calls ${call}(), the model ${own.call.call}()`;
  if (own.depth !== recorded.depth)
    return `${call}() is call ${recorded.depth} deep in the kernel, ${own.depth} in the model`;
  if (pages && String(pages) !== String(own.call.pages)) {
    return `${call}() gets ${pages.join(", ")} in the kernel, ${own.call.pages.join(", ") || "no page"} in the model`;
  }
  const given = typeof returns === "string" ? own.call.page : own.call.returns;
  if (returns !== undefined && returns !== given) {
    return `${call}() returns ${returns} in the kernel, ${given ?? "nothing"} in the model`;
  }
  return null;
}

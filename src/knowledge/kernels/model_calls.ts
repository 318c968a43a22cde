/** What a model calls, out of a run: the calls of one actor, cut down to one page or one call, with roles instead of frames. */
import { must } from "../../engine/must.ts";
import type { TraceCall, TraceStep } from "../../engine/trace/trace.ts";
import type { ModelCall } from "./compare.ts";
import type { Pattern, Role } from "./schema.ts";

interface RawCall {
  depth: number;
  call: string;
  /** Frames. */
  pages: number[];
  returns: TraceCall["result"];
  /** See ModelCall. */
  around?: boolean;
}

/** `frame`: of the pattern's page, if it has one. */
export function modelCalls(steps: readonly TraceStep[], { actor, part }: Pattern, frame: number | null): ModelCall[] {
  const calls = callsOf(steps.filter((step) => step.actor === actor));
  if (part.of === "page") {
    if (frame === null) throw new TypeError(`no page ${part.page}`);
    const owners = new Owners(calls);
    return ofPage(calls, frame, owners).map((call) => withRoles(call, (pfn, at) => owners.role(pfn, frame, at)));
  }
  const index = calls.findIndex(({ call }) => call === part.call);
  if (index < 0) return [];
  const inside = insideOf(calls, index);
  const cut =
    part.of === "call"
      ? [must(calls[index], "call"), ...inside]
      : inside.filter(({ depth }) => depth === 1 + (calls[index]?.depth ?? 0));
  const shift = cut[0]?.depth ?? 0;
  const only = cut.flatMap(({ pages }) => pages)[0];
  return cut.map((call) =>
    withRoles({ ...call, depth: call.depth - shift }, (pfn) => (pfn === only ? "page" : "other")),
  );
}

/** The functions that the actor is in when its first step starts were entered before it. */
function callsOf(steps: readonly TraceStep[]): RawCall[] {
  const calls: RawCall[] = [];
  const open: RawCall[] = [];
  const enter = (call: string, pages: number[]) => {
    const entered = { depth: open.length, call, pages, returns: undefined };
    calls.push(entered);
    open.push(entered);
  };
  for (const name of steps[0]?.stack ?? []) enter(name, []);
  for (const { enter: entered, leave, pages, result } of steps.flatMap((step) => step.calls)) {
    if (entered !== undefined) enter(entered, pages ?? []);
    else {
      const left = open.pop();
      if (left === undefined || left.call !== leave) throw new TypeError(`${leave} is left, and was not entered last`);
      left.returns = result;
    }
  }
  return calls;
}

/** The call of that name that this one is inside of. */
function around(calls: readonly RawCall[], index: number, name: string): RawCall | undefined {
  let depth = calls[index]?.depth ?? 0;
  for (const call of calls.slice(0, index).reverse()) {
    if (call.depth >= depth) continue;
    if (call.call === name) return call;
    depth = call.depth;
  }
  return undefined;
}

function insideOf(calls: readonly RawCall[], index: number): RawCall[] {
  const depth = calls[index]?.depth ?? 0;
  const end = calls.findIndex((call, at) => at > index && call.depth <= depth);
  return calls.slice(index + 1, end < 0 ? undefined : end);
}

/** Functions that return a target for the page that they are given. */
const GETTERS = ["compaction_alloc", "alloc_migration_target"];
/** Where another caller has a function of its own for that, the target shows here, before the source. */
const MOVERS = ["move_to_new_page", "move_to_new_folio", "migrate_movable_ops_page"];
/** And that take one back that was not needed. What becomes of it then has nothing to do with the page any more. */
const PUTTER = "compaction_free";
/** Gives back the target that it had got if it can't lock both: no other page than these two is named in it. */
const TRIER = "migrate_folio_unmap";

/** From a call on: a frame is the target of a page, or of none any more. */
interface Handover {
  at: number;
  dst: number;
  src: number | null;
}

/** Whose target a frame is changes: what one page gives back, the next one gets. */
class Owners {
  private readonly since: Handover[];
  private readonly calls: readonly RawCall[];

  constructor(calls: readonly RawCall[]) {
    this.calls = calls;
    this.since = calls.flatMap(({ call, pages: [page, second], returns }, at): Handover[] => {
      if (page === undefined) return [];
      if (MOVERS.includes(call) && second !== undefined) return [{ at, dst: page, src: second }];
      if (call === "migrate_folio_move" && second !== undefined) return [{ at, dst: second, src: page }];
      if (call === PUTTER) return [{ at: at + 1, dst: page, src: null }];
      const tried = around(calls, at, TRIER)?.pages[0];
      if (tried !== undefined && tried !== page) return [{ at, dst: page, src: tried }];
      return GETTERS.includes(call) && typeof returns === "number" ? [{ at, dst: returns, src: page }] : [];
    });
  }
  role(pfn: number, src: number, call: RawCall): Role | "other" {
    const at = this.calls.indexOf(call);
    const last = this.since.findLast((each) => each.at <= at && each.dst === pfn);
    if (last?.src === src) return "dst";
    // A frame that the page has left can be the target of the next one.
    return pfn === src && (last?.src ?? null) === null ? "src" : "other";
  }
}

/** Calls that name the page or its target, with what they call and what they are called from. */
function ofPage(calls: readonly RawCall[], frame: number, owners: Owners): RawCall[] {
  const kept = new Set<RawCall>();
  const open: { call: RawCall; whole: boolean }[] = [];
  for (const call of calls) {
    while (open.length > call.depth) open.pop();
    const roles = call.pages.map((pfn) => owners.role(pfn, frame, call));
    const own = roles.includes("src") || (roles.length > 0 && roles.every((role) => role === "dst"));
    const whole = own || open.at(-1)?.whole === true;
    open.push({ call, whole });
    if (whole) for (const each of open) kept.add(each.call);
    call.around = !whole;
    if (call.depth > 0 || !OF_MANY.includes(call.call)) continue;
    kept.add(call);
    call.around = false;
  }
  return calls.filter((call) => kept.has(call));
}

/** What an actor does to the pages on a list of its own counts, even where nothing in it names the page. */
export const OF_MANY = ["migrate_pages", "putback_movable_pages"];

function withRoles(call: RawCall, role: (pfn: number, at: RawCall) => Role | "other"): ModelCall {
  const { returns } = call;
  return {
    depth: call.depth,
    call: call.call,
    around: call.around === true,
    pages: call.pages.map((pfn) => role(pfn, call)),
    returns: returns === undefined || returns === null ? null : Number(returns),
    page: typeof returns === "number" ? role(returns, call) : null,
  };
}

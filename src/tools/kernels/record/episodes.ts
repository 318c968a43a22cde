/** What became of each page, from one isolation to the next: the calls that have to do with it, and how it ended. */
import { entriesOf } from "../../../../models/keys.ts";
import { must } from "../../../engine/must.ts";
import { OF_MANY } from "../../../knowledge/kernels/model_calls.ts";
import type { Call } from "./graph.ts";

export interface Episode {
  outcome: keyof typeof OUTCOMES;
  src: number;
  dst: number | null;
  /** In order, with those that they were called from. */
  calls: { call: Call; container: boolean }[];
}

const ISOLATE = ["isolate_movable_page", "isolate_movable_ops_page"];
const MIGRATE = "balloon_page_migrate";
const PUT_BACK = "balloon_page_putback";
/** Calls that name no page. These have to do with the page of the call before them, and the question with that of the call after it. */
const AFTER = ["folio_unlock", "unlock_page", "put_page", "folio_put", "__put_page", "__folio_put", "split_map_pages"];
const BEFORE = "PageMovable";

/** By what the driver answered, and whether the page was put back. */
const OUTCOMES = {
  success: (answers: number[], back: boolean) => !back && answers.length === 1 && answers[0] === 0,
  retried_then_success: (answers: number[], back: boolean) => !back && answers.length > 1 && answers.at(-1) === 0,
  driver_failed_then_putback: (answers: number[], back: boolean) =>
    back && answers.length > 0 && answers.every((each) => each < 0),
  putback_without_migrate_call: (answers: number[], back: boolean) => back && answers.length === 0,
};

export function episodesIn(roots: readonly Call[]): Episode[] {
  const found: Episode[] = [];
  for (const root of roots) {
    const about = subjects(root);
    const isolations = [...walk([root])].filter(({ name, pages }) => ISOLATE.includes(name) && pages.src !== undefined);
    for (const start of isolations) {
      const src = must(start.pages.src, "source page");
      const next = isolations.find(({ pages, time }) => pages.src === src && time > start.time);
      const within = ({ time }: Call) => time >= start.time && time < (next?.time ?? Number.POSITIVE_INFINITY);
      const calls = gather(root, (call) => about.get(call) === src && within(call));
      const own = calls.map(({ call }) => call);
      const moves = own.filter(({ name }) => name === MIGRATE);
      const answers = moves.map(({ returned }) => returned).filter((each) => typeof each === "number");
      const back = own.some(({ name }) => name === PUT_BACK);
      const [outcome] = entriesOf(OUTCOMES).find(([, fits]) => fits(answers, back)) ?? [];
      if (outcome === undefined) continue;
      found.push({ outcome, src, dst: moves[0]?.pages.dst ?? null, calls });
    }
  }
  return found;
}

export function* walk(calls: readonly Call[]): Generator<Call> {
  for (const call of calls) {
    yield call;
    yield* walk(call.calls);
  }
}

/** The page that each call has to do with: its source, whatever the target is called. */
function subjects(root: Call, known: ReadonlyMap<number, number> = new Map()): Map<Call, number> {
  const about = new Map<Call, number>();
  /** Of targets: whose they are at the moment. */
  const owner = new Map(known);
  const visit = (call: Call, inherited: number | null): void => {
    const { src, dst, page } = call.pages;
    if (src !== undefined && dst !== undefined) owner.set(dst, src);
    const other = dst ?? page;
    const own = src ?? (other === undefined ? undefined : (owner.get(other) ?? other)) ?? inherited;
    if (own !== null) about.set(call, own);
    call.calls.forEach((inner, index) => {
      const before = call.calls[index - 1];
      const after = call.calls[index + 1];
      const beside =
        inner.name === BEFORE ? after?.pages.src : AFTER.includes(inner.name) && before ? about.get(before) : undefined;
      visit(inner, beside ?? own);
    });
  };
  visit(root, null);
  return about;
}

/** All that has to do with one page and, where it is known, its target, of several calls that nothing else called. */
export function aboutPage(calls: Call[], page: number, target: number | undefined): Episode["calls"] {
  const root: Call = { name: "", time: 0, depth: -1, pages: {}, calls };
  const about = subjects(root, new Map(target === undefined ? [] : [[target, page]]));
  return calls.flatMap((call) => {
    const found = gather(call, (each) => about.get(each) === page);
    return found.length === 0 && OF_MANY.includes(call.name) ? [{ call, container: false }] : found;
  });
}

function gather(root: Call, mine: (call: Call) => boolean): Episode["calls"] {
  const inner = root.calls.flatMap((call) => gather(call, mine));
  if (mine(root)) return [{ call: root, container: false }, ...inner];
  return inner.length > 0 ? [{ call: root, container: true }, ...inner] : [];
}

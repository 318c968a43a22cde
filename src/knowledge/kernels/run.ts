/** Runs the scenario of a pattern on a kernel, and takes out of it what the pattern is about. */
import type { Era, Release } from "../../../models/era.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { kpageflags } from "../../../models/machine/kpageflags.ts";
import { type Page, page_to_pfn, pfn_to_page } from "../../../models/machine/page.ts";
import type { Actor } from "../../../models/machine/scheduler.ts";
import { MAX_STEPS } from "../../engine/run/execute.ts";
import { chooserFor } from "../../engine/run/order.ts";
import { bootMachine, createActors, type Prepared } from "../../engine/run/prepare.ts";
import { orderOf } from "../../engine/scenario/order.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { Recorder } from "../../engine/trace/recorder.ts";
import type { ModelCall } from "./compare.ts";
import { modelCalls } from "./model_calls.ts";
import { asPlayed } from "./plays.ts";
import type { Pattern, Recording } from "./schema.ts";

export interface ModelRun {
  calls: ModelCall[];
  /** Words of /proc/kpageflags, where the recording has them. */
  kpageflags?: Recording["kpageflags"];
}

export function runPattern(
  pattern: Pattern,
  recorded: Recording,
  scenario: Scenario,
  era: Era,
  release: Release,
): ModelRun {
  const machine = bootMachine(scenario, era, release);
  const { k } = machine;
  const recorder = new Recorder(k);
  const prepared = createActors(scenario, machine)();
  const { part } = pattern;
  const page = part.of === "page" ? (prepared.pages.get(part.page) ?? null) : null;
  const before = wordsOf(k);
  const calls = () => asPlayed(modelCalls(recorder.steps, pattern, page && page_to_pfn(page)), pattern);
  const choose = pattern.busy
    ? whileBusy(pattern, pattern.busy, refusals(recorded.calls), () => refusals(calls()))
    : chooserFor(pattern.order === undefined ? scenario.order : orderOf(pattern.order, () => NOWHERE));
  while (!prepared.scheduler.finished) {
    const actor = choose(prepared.scheduler);
    if (actor === null || recorder.steps.length > MAX_STEPS)
      throw new Error(`${scenario.id} does not end on ${release.id}`);
    recorder.record(actor, () => prepared.scheduler.run(actor));
  }
  if (recorded.kpageflags === undefined || page === null) return { calls: calls() };
  return { calls: calls(), kpageflags: changeOf(k, page, before, wordsOf(k), targetOf(recorder, page)) };
}

/** A pattern is read without its places. */
const NOWHERE = { line: 0, column: 0 };

const REFUSAL = "virtballoon_migratepage";

function refusals(calls: readonly { call: string; returns?: unknown }[]): number {
  return calls.filter(({ call, returns }) => call === REFUSAL && returns === -11).length;
}

/** The holder comes to its step; the actor is refused as often as it was; the holder goes on to its end, and then the actor. */
function whileBusy(
  { actor: name }: Pattern,
  { actor: holder, until }: NonNullable<Pattern["busy"]>,
  refusals: number,
  refused: () => number,
) {
  return ({ actors }: Prepared["scheduler"]): Actor | null => {
    const ready = (wanted: string) => actors.find((each) => each.name === wanted && each.ready) ?? null;
    const held = ready(holder);
    return held && (held.step !== until || refused() >= refusals) ? held : ready(name);
  };
}

function wordsOf(k: Kernel): number[] {
  return k.memory.quietly(() => [...Array(k.machine.pages).keys()].map((pfn) => kpageflags(pfn_to_page(k, pfn))));
}

/** Where it went, or null. */
function targetOf({ steps }: Recorder, page: Page): number | null {
  const calls = steps.flatMap(({ calls }) => calls);
  const pages = calls.find(
    ({ enter, pages: [dst, src] = [] }) => enter === REFUSAL && src === page_to_pfn(page) && dst !== undefined,
  )?.pages;
  return pages?.[0] ?? null;
}

const KPF_OFFLINE = 1 << 23;

function changeOf(_k: Kernel, page: Page, before: number[], after: number[], target: number | null) {
  const shown = (word = 0) => ((word & KPF_OFFLINE) === 0 ? null : word.toString(16));
  const words = (at: number[]) => ({
    src: shown(at[page_to_pfn(page)]),
    ...(target === null ? {} : { dst: shown(at[target]) }),
  });
  return { before: words(before), after: words(after) };
}

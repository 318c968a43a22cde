/** What the actors of acts.txt had the kernel do, as far as a pattern asks for it: one actor, and one page or one function. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eraOf, findEra } from "../../../../models/index.ts";
import { must } from "../../../engine/must.ts";
import { whyNot } from "../../../engine/scenario/runnable.ts";
import { ACTED, type Pattern } from "../../../knowledge/kernels/schema.ts";
import { findScenario } from "../../../knowledge/scenarios/files.ts";
import { ACTS, type Act, doneByOthers } from "./acts.ts";
import { aboutPage, type Episode, walk } from "./episodes.ts";
import { TRACED } from "./functions.ts";
import { type Call, readTasks } from "./graph.ts";
import { asData, type Case, hex, nothing, type Recorded } from "./recorded.ts";

/** What the module answers where its kernel has no such thing. */
const ENOSYS = 38;

/** `folder` is the guest's. What a kernel cannot do, or its scenario is not told of it, is left out. */
export function acted(folder: string, kernel: string, patterns: readonly Pattern[]): Recorded {
  const era = eraOf(kernel);
  const model = findEra(`${era.id}@${/^\d+\.\d+/.exec(kernel)?.[0]}`);
  const runs = (scenario: string) => model === undefined || whyNot(findScenario(scenario), model) === null;
  const own = patterns.filter(({ recorded, scenario }) => recorded.scenario === ACTED && runs(scenario));
  const found = own.flatMap((pattern) => {
    const name = pattern.recorded.case;
    const act = must(
      ACTS.find((each) => each.name === actOf(name)),
      `act ${name}`,
    );
    const one = caseOf(folder, act, pattern, era.mappingFirst === true);
    return one === null ? [] : [[name, one] as const];
  });
  if (found.length === 0) throw nothing(ACTS[0]?.name ?? "", "the module of the actors was not loaded");
  return { kernel, scenario: ACTED, counts: {}, cases: Object.fromEntries(found) };
}

/** A second pattern of an act has a word more in the name of its case. */
function actOf(name: string): string {
  return must(name.split(" ")[0], "name");
}

function caseOf(folder: string, act: Act, { actor, part }: Pattern, mappingFirst: boolean): Case | null {
  const [trace, file] = [`${act.name}.txt`, join(folder, `${act.name}.actors`)];
  if (!existsSync(file)) return null;
  const said = readFileSync(file, "utf8");
  if (said.includes(` = ${-ENOSYS}\n`)) return null;
  const { threads, pages } = told(said);
  const tasks = readTasks(readFileSync(join(folder, trace), "utf8"), mappingFirst);
  const mine = (task: string) => {
    const thread = threads.get(Number(/\d+$/.exec(task)?.[0]));
    return thread === undefined ? doneByOthers(act, actor) : thread === actor;
  };
  const calls = [...tasks].flatMap(([task, own]) => (mine(task) ? own : [])).sort((a, b) => a.time - b.time);
  const frame = part.of === "page" ? pages.get(part.page) : undefined;
  if (part.of === "page" && frame === undefined) return null;
  const target = part.of === "page" ? pages.get(`${part.page}>`) : undefined;
  const sequence = part.of === "page" ? aboutPage(calls, frame ?? 0, target) : within(calls, part);
  if (sequence.length === 0) return null;
  return {
    trace,
    ...(frame !== undefined && { src_pfn: hex(frame) }),
    sequence: sequence.map((each) => named(asData(each), target)),
  };
}

/** A function that takes one page does not say that it is the target. */
function named(call: ReturnType<typeof asData>, target: number | undefined): ReturnType<typeof asData> {
  return target !== undefined && call.pages?.page === hex(target) ? { ...call, pages: { dst: hex(target) } } : call;
}

/** Where allocations can be counted by who asked for them, a function has another name. */
function within(calls: Call[], { of, call: name }: Exclude<Pattern["part"], { of: "page" }>): Episode["calls"] {
  const first = [...walk(calls)].find((call) => call.name === name || call.name === `${name}_noprof`);
  const callees = first?.calls.filter((call) => TRACED[call.name]?.outline) ?? [];
  const inside = first === undefined ? [] : of === "callees" ? callees : [...walk([first])];
  return inside.map((call) => ({ call, container: false }));
}

/** What the module says: threads by their number, and frames by the names of pages. */
function told(text: string): { threads: Map<number, string>; pages: Map<string, number> } {
  const words = text.split("\n").map((line) => line.split(" "));
  const of = (kind: string) =>
    words.flatMap(([first, name, value]) => (first === kind && name && value ? [[name, value] as const] : []));
  return {
    threads: new Map(of("actor").map(([name, number]) => [Number(number), name])),
    pages: new Map(of("page").map(([name, frame]) => [name, Number.parseInt(frame, 16)])),
  };
}

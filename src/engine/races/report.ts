/** A race as KCSAN reports one (kernel/kcsan/report.c): both accesses, their stacks, the lines of the models, and what happened to the value. */
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Addr } from "../../../models/machine/memory.ts";
import { must } from "../must.ts";
import { hex, placeOf } from "../trace/words.ts";
import type { Site } from "./events.ts";
import { type Act, actOf, type Race } from "./findings.ts";
import { type Kernelled, systemOf } from "./hunt.ts";
import { Recorder } from "./recorder.ts";
import { Sites } from "./sites.ts";

export interface Report {
  first: Told;
  second: Told;
  /** "page 3: mapping". */
  word: string;
}
interface Told extends Act {
  actor: string;
  /** "models/flags/isolate.ts:55"; null where nobody knows, as in a bundle. */
  line: string | null;
  before: string;
  after: string;
}

/** Runs the order again and looks at the two accesses. */
export function reportOf(on: Kernelled, { first, second, choices }: Race): Report | null {
  const system = systemOf(on);
  const eye = new Eye(system.k);
  system.k.memory.monitor = eye;
  for (const actor of choices) {
    eye.who = must(system.actors[actor], "actor");
    system.step(actor);
    eye.settle();
  }
  const pair = eye.pair(first, second);
  if (pair === null) return null;
  const { object, field } = placeOf(system.k, pair.early.addr);
  return { first: told(pair.early), second: told(pair.late), word: field === "" ? object : `${object}: ${field}` };
}

interface Seen {
  addr: Addr;
  step: number;
  actor: string;
  act: Act;
  line: string | null;
  before: number;
  after: number;
}

class Eye extends Recorder {
  who = "";
  private readonly seen: Seen[] = [];
  private readonly k: Kernel;
  private steps = 0;

  constructor(k: Kernel) {
    super(k, new Sites());
    this.k = k;
  }

  override push(addr: Addr, site: Site): void {
    super.push(addr, site);
    this.look(addr, site);
  }
  override free(start: Addr, bytes: number): void {
    super.free(start, bytes);
    const event = this.latest;
    if (event?.what !== "free") return;
    for (let addr = start; addr < start + bytes; addr += 4) this.look(addr, event.site);
  }
  private look(addr: Addr, site: Site): void {
    const value = this.k.memory.peek(addr);
    const common = { addr, step: this.steps + 1, actor: this.who, act: actOf(site), before: value, after: value };
    this.seen.push({ ...common, line: lineOf(new Error().stack ?? "") });
  }

  /** The step is over: what its stores left. */
  settle(): void {
    this.steps++;
    for (const each of this.seen) if (each.step === this.steps) each.after = this.k.memory.peek(each.addr);
  }
  /** The later access is one of the last step. */
  pair(first: Act, second: Act): { early: Seen; late: Seen } | null {
    for (const late of this.seen.filter(({ step, act }) => step === this.steps && sameAct(act, second))) {
      const early = this.seen.findLast(
        ({ addr, actor, act }) => addr === late.addr && actor !== late.actor && sameAct(act, first),
      );
      if (early !== undefined) return { early, late };
    }
    return null;
  }
}

function sameAct(a: Act, b: Act): boolean {
  return a.word === b.word && a.where === b.where && a.how === b.how;
}
function told({ act, actor, line, before, after }: Seen): Told {
  return { ...act, actor, line, before: hex(before), after: hex(after) };
}

/** Files through which every access goes, and which say nothing of who made it. */
const COMMON =
  /machine\/(memory|layout|access|monitor|atomic|trace|task|lock|rwlock|rwsem|list|z3fold_lists|page|page-flags|page-type)\.ts/;

function lineOf(stack: string): string | null {
  for (const line of stack.split("\n")) {
    const [, place] = /\/(models\/[\w./-]+\.ts:\d+):\d+/.exec(line) ?? [];
    if (place !== undefined && !COMMON.test(place)) return place;
  }
  return null;
}

/** The text. */
export function reportText({ first, second, word }: Report): string {
  const lines = [`BUG: KCSAN: data-race in ${second.where} / ${first.where}`, ""];
  for (const [told, when] of [
    [second, ""],
    [first, "earlier, "],
  ] as const) {
    const how = told.how === "kfree" ? "kfree of" : `${told.how} to`;
    lines.push(`${when}${how} ${told.word} (${word}) by ${told.actor}:`);
    lines.push(...told.stack.map((name, at) => `  ${name}${at === 0 && told.line !== null ? `  ${told.line}` : ""}`));
    if (/write|kfree/.test(told.how)) lines.push(`  value changed: ${told.before} -> ${told.after}`);
    lines.push("");
  }
  return lines.join("\n");
}

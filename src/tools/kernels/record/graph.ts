/** The text of ftrace's function_graph, with the probes of guest.sh in it, as a tree of calls for each task. */
import { must } from "../../../engine/must.ts";
import { type Role, TRACED } from "./functions.ts";

export interface Call {
  name: string;
  /** In seconds since boot. */
  time: number;
  depth: number;
  /** Frame numbers, for calls whose arguments were probed. */
  pages: Partial<Record<Role, number>>;
  /** A number, or a struct page; undefined where nobody looked. */
  returned?: number | { address: string };
  calls: Call[];
}

const LINE = /^\s*([\d.]+) \|\s+\d+\)\s+(\S.*?)\s+\|.{0,16}?\|( *)(.*)$/;
const PROBE = /^\/\* (enter|leave)_(\w+): \(.*?\) (.*) \*\/$/;
const CALL = /^([\w.]+)(?: \[\w+\])?\(\)(;| \{)/;

/** `mappingFirst`: as the era says it of its callbacks. */
export function readGraph(text: string, mappingFirst: boolean): Call[] {
  return [...readTasks(text, mappingFirst).values()].flat();
}

/** By the task: "kworker/0:1-23". */
export function readTasks(text: string, mappingFirst: boolean): Map<string, Call[]> {
  const tasks = new Map<string, Task>();
  for (const line of text.split("\n")) {
    const [, time, name, indent = "", body = ""] = LINE.exec(line) ?? [];
    if (name === undefined) continue;
    const task = tasks.get(name) ?? new Task(mappingFirst);
    tasks.set(name, task);
    task.read(Number(time), indent.length / 2 - 1, body);
  }
  return new Map(Array.from(tasks, ([name, { calls }]) => [name, calls]));
}

class Task {
  readonly calls: Call[] = [];
  private readonly open: Call[] = [];
  /** Arguments that were probed before their call was written. */
  private readonly early = new Map<string, Call["pages"]>();
  private readonly mappingFirst: boolean;

  constructor(mappingFirst: boolean) {
    this.mappingFirst = mappingFirst;
  }

  read(time: number, depth: number, body: string): void {
    const [, when, probed = "", values = ""] = PROBE.exec(body) ?? [];
    if (when === "enter") this.entered(probed, values);
    if (when === "leave") this.left(probed, values);
    const [, symbol, end] = CALL.exec(body) ?? [];
    if (symbol === undefined && !body.startsWith("}")) return;
    while ((this.open.at(-1)?.depth ?? -1) >= depth) this.open.pop();
    if (symbol === undefined) return;
    // The compiler's suffixes: do_migrate_range.isra.0
    const name = symbol.replace(/\..*$/, "");
    const call: Call = { name, time, depth, pages: this.early.get(name) ?? {}, calls: [] };
    this.early.delete(name);
    this.here().push(call);
    if (end === " {") this.open.push(call);
  }

  private here(): Call[] {
    return this.open.at(-1)?.calls ?? this.calls;
  }

  private entered(name: string, values: string): void {
    const { pages = {}, mappingFirst = pages } = TRACED[name] ?? {};
    const words = Array.from(values.matchAll(/a\d=(0x[0-9a-f]+)/g), ([, word]) => BigInt(must(word, "word")));
    const named = Object.entries(this.mappingFirst ? mappingFirst : pages).flatMap(([index, role]) => {
      const frame = frameOf(words[Number(index)]);
      return frame === null ? [] : [[role, frame] as const];
    });
    const current = this.open.at(-1);
    // The probe fires before or after the tracer has seen the call.
    if (current?.name === name && Object.keys(current.pages).length === 0) current.pages = Object.fromEntries(named);
    else this.early.set(name, Object.fromEntries(named));
  }

  private left(name: string, values: string): void {
    const word = BigInt(/value=(\S+)/.exec(values)?.[1] ?? 0);
    const current = this.open.at(-1);
    const call =
      current?.name === name ? current : this.here().findLast((each) => each.name === name && !("returned" in each));
    if (call === undefined) return;
    const { returns } = TRACED[name] ?? {};
    if (returns === "page") {
      if (frameOf(word) !== null) call.returned = { address: `0x${word.toString(16)}` };
    } else call.returned = returns === "boolean" ? Number(word & 1n) : Number(BigInt.asIntN(32, word));
  }
}

/** Where a kernel for x86-64 has its struct pages, without KASLR, and how long one is. */
const [VMEMMAP, SIZE] = [0xffffea0000000000n, 64n];

function frameOf(word: bigint | undefined): number | null {
  if (word === undefined || word < VMEMMAP || word >= VMEMMAP + (1n << 40n) || word % SIZE !== 0n) return null;
  return Number((word - VMEMMAP) / SIZE);
}

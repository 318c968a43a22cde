/**
 * The register of guards: content/guards, one file per guard. It says what each guard protects from, where it stands in each era, and
 * what goes wrong without it; matrix.ts finds out whether that is so.
 */

import * as v from "valibot";
import { type Era, type EraId, lineage } from "../../../models/era.ts";
import { GUARDS } from "../../../models/guards.ts";
import { ERA_IDS, ERAS } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { MEMORY_MODELS } from "../../../models/machine/config.ts";
import { onMemory } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { A_KERNEL } from "../../engine/scenario/such_as.ts";
import { readData } from "../data.ts";

const WEAK = MEMORY_MODELS.filter((each) => each !== "sc");
const text = (what: string) => v.pipe(v.string(what), v.trim(), v.minLength(1, what));
const guard = v.picklist(keysOf(GUARDS), "the name of a guard in models/guards.ts");
const ERA_OR_KERNEL = new RegExp(`^(${ERA_IDS.join("|")})(@[\\w.]+)?$`);
const era = v.pipe(v.string(), v.regex(ERA_OR_KERNEL, `an era, or a kernel such as ${A_KERNEL}`));

const memory = v.optional(v.picklist(WEAK, "tso, tso-ll, pso or rmo"));

const cell = v.union(
  [
    v.strictObject({
      where: text("where it stands"),
      scenario: text("a scenario"),
      verdict: text("what goes wrong"),
      // Where the kernel is not fine with the guard either.
      intact: v.optional(text("what goes wrong with the guard")),
      // Where the first invariant to break says no more than that the guard is out: without them the damage shows.
      invariants: v.optional(v.literal(false, "false, where invariants are left out of account")),
      // Where it takes CPUs that are seen late, or see late: the strictest memory on which it goes wrong.
      memory,
    }),
    v.strictObject({
      where: text("where it stands"),
      scenario: text("a scenario"),
      memory,
      harmless: text("why nothing goes wrong"),
    }),
    v.strictObject({ absent: text("why this era has no such guard") }),
  ],
  "{ where, scenario, verdict, intact?, invariants?, memory? }, { where, scenario, harmless, memory? } or { absent }",
);
const pair = v.strictObject({
  with: guard,
  eras: v.pipe(v.array(era), v.minLength(1)),
  scenario: text("a scenario"),
  verdict: text("what goes wrong without both"),
});
const entry = v.strictObject({
  guard,
  number: v.optional(v.pipe(v.string(), v.regex(/^[GB]\d+[a-z]?$/, "a number such as G3"))),
  protects: text("what it protects from"),
  source: text("a source"),
  eras: v.record(era, cell),
  pairs: v.optional(v.array(pair), []),
});

export type GuardEntry = v.InferOutput<typeof entry>;
export type GuardCell = v.InferOutput<typeof cell>;

/** The scenario of a cell, on the memory that it takes. */
export function scenarioOf(cell: Exclude<GuardCell, { absent: string }>, find: (id: string) => Scenario): Scenario {
  const scenario = find(cell.scenario);
  return "memory" in cell && cell.memory !== undefined ? onMemory(scenario, cell.memory) : scenario;
}

/** Throws an Error that names the file and every mistake in it. */
export function readGuard(source: string, file: string): GuardEntry {
  const read = readData(entry, source, file);
  const inherited = ERAS.map((each) => cellsFromBelow(read.eras, each));
  return { ...read, eras: Object.assign({}, ...inherited.reverse(), read.eras) };
}

/** An era of which the file says nothing has the cells of the era that it is built on, as far as it has its kernels. */
function cellsFromBelow(cells: GuardEntry["eras"], era: Era): GuardEntry["eras"] {
  const ancestor = lineage(era).find((id) => id in cells);
  if (ancestor === undefined || ancestor === era.id) return {};
  const known = era.releases.map(({ id }) => `@${id}`);
  const own = Object.entries(cells).flatMap(([name, cell]) => {
    const kernel = name.slice(ancestor.length);
    const isHere = name.split("@")[0] === ancestor && (kernel === "" || known.includes(kernel));
    return isHere ? [[`${era.id}${kernel}`, cell] as const] : [];
  });
  return Object.fromEntries(own);
}

/** Eras of which the register does not even say that they have no such guard. */
export function silentOn({ eras }: GuardEntry): EraId[] {
  const told = Object.keys(eras).map((name) => name.split("@")[0]);
  return ERA_IDS.filter((id) => !told.includes(id));
}

/** G numbers first, then those that only a bug has, then the rest. */
export function byNumber(a: GuardEntry, b: GuardEntry): number {
  return rank(a) - rank(b) || (a.number ?? "").localeCompare(b.number ?? "") || a.guard.localeCompare(b.guard);
}

function rank({ number }: GuardEntry): number {
  return number === undefined ? 1000 : Number(number.replace(/\D/g, "")) + (number.startsWith("B") ? 500 : 0);
}

/** What really happens without each guard: the register, computed. */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import type { MemoryModel } from "../../../models/machine/config.ts";
import { onMemory } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { verdictBeside } from "../../engine/verdicts/beside.ts";
import { HARMLESS, isFine } from "../../engine/verdicts/vocabulary.ts";
import { type Verification, type VerifyOptions, verify } from "../../engine/verify/verify.ts";
import type { GuardCell, GuardEntry } from "./register.ts";

export interface CellResult {
  guard: GuardName;
  /** A second guard that is out as well. */
  also?: GuardName;
  /** "aops", or "aops@5.19". */
  era: string;
  scenario: string;
  /** Does an invariant that is broken count, or only what happens then? */
  invariants: boolean;
  memory: MemoryModel;
  /** What the register says. */
  expected: string;
  /** With all guards, and without. */
  intact: string;
  verdict: string;
  message: string;
  /** Of the shortest counterexample. */
  steps: number | null;
  switches: number | null;
  isShortest: boolean;
  /** To run it again: actors by number, a step each. */
  choices: number[] | null;
  agrees: boolean;
}

export type How = VerifyOptions & { memory?: MemoryModel };

interface Particulars {
  intact?: string | undefined;
  invariants?: boolean;
  memory?: MemoryModel;
}

type Find = (scenario: string) => Scenario;

export class Matrix {
  private readonly find: Find;
  private readonly options: VerifyOptions;
  /** What was asked for once: with all guards and without one of them, it is asked for again and again. */
  private readonly known = new Map<string, Verification>();

  /** `options`: for every exploration. */
  constructor(find: Find, options: VerifyOptions = {}) {
    this.find = find;
    this.options = options;
  }

  /** Null: the register says that this era has no such guard. */
  cell(entry: GuardEntry, era: string, cell: GuardCell): CellResult | null {
    if ("absent" in cell) return null;
    const { scenario, memory = "sc" } = cell;
    if ("harmless" in cell) return this.compute([entry.guard], era, scenario, HARMLESS, { memory });
    const { verdict, intact, invariants = true } = cell;
    return this.compute([entry.guard], era, scenario, verdict, { intact, invariants, memory });
  }

  pairs(entry: GuardEntry): CellResult[] {
    return entry.pairs.flatMap(({ with: other, eras, scenario, verdict }) =>
      eras.map((era) => this.pair([entry.guard, other], era, scenario, verdict)),
    );
  }

  pair(guards: [GuardName, GuardName], era: string, scenario: string, expected: string): CellResult {
    return this.compute(guards, era, scenario, expected);
  }

  verdictWithout(guard: GuardName, era: string, scenario: string): string {
    const how = { shorten: false };
    return verdictBeside(this.verified(scenario, era, [], how), this.verified(scenario, era, [guard], how));
  }

  private compute(
    guards: [GuardName, GuardName?],
    era: string,
    name: string,
    expected: string,
    { intact, invariants = true, memory = "sc" }: Particulars = {},
  ): CellResult {
    const scenario = this.find(name);
    const [guard, also] = guards;
    // Of this one no counterexample is shortened: whether there is one is all that counts.
    const before = this.verified(name, era, [], { shorten: false, memory });
    const after = this.verified(name, era, also ? [guard, also] : [guard], { invariants, memory });
    const verdict = verdictBeside(before, after);
    return {
      guard,
      ...(also ? { also } : {}),
      era,
      scenario: scenario.id,
      invariants,
      memory,
      expected,
      intact: before.verdict,
      verdict,
      message: after.message,
      steps: after.counterexample?.choices.length ?? null,
      switches: after.counterexample?.switches ?? null,
      isShortest: after.counterexample?.isShortest ?? false,
      choices: after.counterexample?.choices ?? null,
      agrees: (intact === undefined ? isFine(before.verdict) : before.verdict === intact) && verdict === expected,
    };
  }

  verified(name: string, era: string, without: GuardName[], how: How = {}): Verification {
    const { memory, ...own } = how;
    const options = { invariants: true, shorten: true, ...this.options, ...own };
    const scenario = memory ? onMemory(this.find(name), memory) : this.find(name);
    // What is said only by some is the same for all.
    const key = JSON.stringify([name, era, without, scenario.machine.memory, options]);
    const known = this.known.get(key) ?? verifyOn(scenario, era, without, options);
    this.known.set(key, known);
    return known;
  }
}

function verifyOn(scenario: Scenario, name: string, without: GuardName[], options: VerifyOptions): Verification {
  const found = findEra(name);
  if (!found) throw new Error(`the register names a kernel that there is not: ${name}`);
  return verify(scenario, found.era, found.release, { ...options, without });
}

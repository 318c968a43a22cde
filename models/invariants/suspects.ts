/**
 * Pages that break a rule, kept from step to step: a page that a step left alone breaks what it broke before. So each step asks only about the
 * pages that it may have changed, and a rule that is not looked at for a while is not forgotten.
 */
import { brokenPage } from "./describe.ts";
import type { Invariant } from "./invariant.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

interface Turn {
  pages: Set<number>;
  pfn: number;
}

export class Suspects {
  private readonly byRule: ReadonlyMap<Invariant, Set<number>>;
  /** Of each step: who became a suspect in it, or was cleared. */
  private readonly turns: Turn[][] = [];
  private readonly undoes: boolean;
  /** Of all rules. */
  count = 0;

  constructor(rules: readonly Invariant[], state: MachineState, undoes: boolean) {
    this.byRule = new Map(rules.filter(({ page, when }) => page && when !== "end").map((rule) => [rule, new Set()]));
    this.undoes = undoes;
    for (const page of state.pages.values()) this.look(page, state);
  }

  /** After each step. */
  afterStep(state: MachineState): void {
    const turns: Turn[] = [];
    for (const pfn of state.was.keys()) turns.push(...this.look(state.pages.get(pfn) as PageState, state));
    if (this.undoes) this.turns.push(turns);
  }

  undoTo(steps: number): void {
    for (let undone = this.turns.length; undone > steps; undone--) {
      for (const { pages, pfn } of (this.turns.pop() as Turn[]).reverse()) this.turn(pages, pfn);
    }
  }

  /** What the first of them has done; null: there is none. */
  firstOf(rule: Invariant, state: MachineState): string | null {
    const pages = this.byRule.get(rule);
    if (pages === undefined || pages.size === 0) return null;
    // What happened in an earlier step is no transition of this one.
    const now = rule.when === "transition" ? [...pages].filter((pfn) => state.was.has(pfn)) : [...pages];
    if (now.length === 0) return null;
    return brokenPage(rule, state.pages.get(Math.min(...now)) as PageState, state);
  }

  private look(page: PageState, state: MachineState): Turn[] {
    const turns: Turn[] = [];
    for (const [rule, pages] of this.byRule) {
      const breaks = brokenPage(rule, page, state) !== null;
      if (breaks === pages.has(page.pfn)) continue;
      this.turn(pages, page.pfn);
      turns.push({ pages, pfn: page.pfn });
    }
    return turns;
  }

  private turn(pages: Set<number>, pfn: number): void {
    this.count += pages.has(pfn) ? -1 : 1;
    if (!pages.delete(pfn)) pages.add(pfn);
  }
}

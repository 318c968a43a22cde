/**
 * One fault, and who notices it: the questions of a review on one kernel, the cheapest first, until one of them tells. Brute force is asked only of what nothing
 * else tells, for it is there to name what the rest misses.
 */
import { must } from "../../../engine/must.ts";
import { isOpen } from "../../../engine/run/judge.ts";
import type { ModelledKernel } from "../../../engine/scenario/kernel_range.ts";
import { whyNot } from "../../../engine/scenario/runnable.ts";
import type { Scenario } from "../../../engine/scenario/scenario.ts";
import { differences } from "../../../review/compare.ts";
import type { Kind } from "../../../review/difference.ts";
import { finely } from "../../../review/fine.ts";
import { type Answered, boundOf } from "../../../review/judge.ts";
import { nameOf, type Question } from "../../../review/look.ts";
import { withFunctions, withLines } from "../../../review/marks.ts";
import type { Files } from "../../../review/patch.ts";
import type { Place } from "../../../review/session.ts";
import { Side } from "../../../review/sides.ts";
import { type TouchedFunction, touchedBy } from "../../../review/touched.ts";
import type { Fault } from "./seed.ts";

/** `steps`: the steps as they are, in every order. `accesses`: brute force, a switch between any two statements of the function. */
export const WAYS = ["steps", "races", "atomic", "locks", "accesses"] as const;
type NoticedBy = (typeof WAYS)[number];

export interface Noticed {
  /** By way, the scenario that shows it, and what is wrong there. One question can tell by several ways. */
  by: Partial<Record<NoticedBy, string>>;
  /** Scenarios that come by the moved line, as far as was asked; where there is none, nobody can notice anything. */
  reached: number;
  /** Questions that did not end. */
  bounds: number;
}

/** Of one question. What is cut finely has many more orders, and a fault can make a search endless. */
const MAX_TIME = 20_000;
const FINE_EXECUTIONS = 2000;

const ORDERS = ["races", "orders", "fine"] as const;
/** The cheapest first. */
const ASKS = ["run", ...ORDERS] as const;

const WAY: Partial<Record<Kind, NoticedBy>> = {
  fault: "steps",
  rule: "steps",
  end: "steps",
  failed: "steps",
  race: "races",
  atomic: "atomic",
  locks: "locks",
};

export class Asked {
  private readonly before: Files;
  private readonly place: Pick<Place, "jobs" | "patience" | "starter">;
  private readonly old: Side;
  private readonly fine = new Map<string, Side>();
  private readonly known = new Map<string, Promise<Answered>>();
  /** Of all scenarios, by what is asked. */
  private readonly questions: readonly Question[];
  private faults = 0;

  /** `before`: the models as they are; what these answer is asked once for all faults. */
  constructor({ era, release }: ModelledKernel, before: Files, scenarios: readonly Scenario[], place: Asked["place"]) {
    this.before = before;
    this.place = place;
    this.old = new Side("before", () => withFunctions(before), place);
    const kernel = `${era.id}@${release.id}`;
    const own = scenarios.filter((scenario) => whyNot(scenario, { era, release }) === null);
    this.questions = own.flatMap((scenario): Question[] => [
      { ask: "run", scenario, kernel },
      ...(isOpen(scenario) ? ORDERS.map((ask): Question => ({ ask, scenario, kernel })) : []),
    ]);
  }

  end(): void {
    for (const side of [this.old, ...this.fine.values()]) side.end();
  }

  /** Several faults can be asked at a time. */
  async of({ file, now, text }: Fault): Promise<Noticed> {
    const after = { ...this.before, [file]: text };
    const { ids, functions } = touchedBy(this.before, after);
    const near = await this.comingBy(must(ids ?? undefined, "functions that are touched"));
    const place = { ...this.place, jobs: 1 };
    const name = `${++this.faults}`;
    const sides = {
      now: new Side(`after-${name}`, () => withLines(after, { [file]: [now] }), place),
      fine: new Side(`fine-${name}`, () => withFunctions(finely(after, functions).files), place),
    };
    const noticed: Noticed = { by: {}, reached: 0, bounds: 0 };
    let asked = near;
    for (const ask of ASKS) {
      const reached = new Set<string>();
      for (const question of asked.flatMap((id) => this.question(ask, id))) {
        const comesBy = await this.compare(question, noticed, sides, functions);
        if (comesBy) reached.add(question.scenario.id);
        if (isNoticed(noticed)) break;
      }
      if (ask === "run") noticed.reached = reached.size;
      if (ask === "races") {
        // What is there for a guard that is left out, or for another kernel, runs in no order.
        asked = asked.filter((id) => reached.has(id));
        noticed.reached = Math.max(noticed.reached, asked.length);
      }
      if (isNoticed(noticed)) break;
    }
    for (const side of Object.values(sides)) side.end();
    return noticed;
  }

  private async compare(
    question: Question,
    noticed: Noticed,
    sides: Record<"now" | "fine", Side>,
    functions: readonly TouchedFunction[],
  ): Promise<boolean> {
    const isFine = question.ask === "fine";
    const before = await this.asItWas(question, isFine ? functions : []);
    // Of what was not covered before, nobody can say that it is new.
    const after = boundOf(before.look) === null ? await look(isFine ? sides.fine : sides.now, question) : before;
    if (boundOf(after.look) !== null) noticed.bounds++;
    for (const { kind, scenario, message } of differences(question, before.look, after.look)) {
      const way = WAY[kind];
      if (way) noticed.by[isFine ? "accesses" : way] ??= `${scenario}: ${message}`;
    }
    return after === before || after.executed === null || after.executed.length > 0;
  }

  /** The function, the shortest first: in any of their orders, where that is looked at. */
  private async comingBy(touched: ReadonlySet<string>): Promise<string[]> {
    const steps = new Map<string, number>();
    const near = new Set<string>();
    await Promise.all(
      this.questions
        .filter(({ ask }) => ask === "run" || ask === "races")
        .map(async (question) => {
          const { look, executed } = await this.asItWas(question, []);
          if (look.of === "run") steps.set(question.scenario.id, look.steps.length);
          if (executed?.some((id) => touched.has(id))) near.add(question.scenario.id);
        }),
    );
    const length = (id: string) => steps.get(id) ?? Number.POSITIVE_INFINITY;
    return [...near].sort((a, b) => length(a) - length(b) || (a < b ? -1 : 1));
  }

  private question(ask: Question["ask"], id: string): Question[] {
    return this.questions.filter((question) => question.ask === ask && question.scenario.id === id);
  }

  private asItWas(question: Question, functions: readonly TouchedFunction[]): Promise<Answered> {
    const cut = functions.map(({ file, name }) => `${file} ${name}`).join();
    const name = `${nameOf(question)} ${cut}`;
    const answered = this.known.get(name) ?? look(cut === "" ? this.old : this.cutFinely(cut, functions), question);
    this.known.set(name, answered);
    return answered;
  }

  private cutFinely(cut: string, functions: readonly TouchedFunction[]): Side {
    const name = `${this.fine.size}-before`;
    const side =
      this.fine.get(cut) ?? new Side(name, () => withFunctions(finely(this.before, functions).files), this.place);
    this.fine.set(cut, side);
    return side;
  }
}

function isNoticed({ by }: Noticed): boolean {
  return Object.keys(by).length > 0;
}

function look(side: Side, question: Question): Promise<Answered> {
  return side.look(question, {
    maxTime: MAX_TIME,
    ...(question.ask === "fine" && { maxExecutions: FINE_EXECUTIONS }),
  });
}

/** One fault, and who notices it: the questions of a review on the era's reference kernel, until each way of looking has found something or there is nothing left to ask. */
import { type EraId, findEra } from "../../../../models/index.ts";
import { must } from "../../../engine/must.ts";
import type { Difference } from "../../../review/difference.ts";
import { finely } from "../../../review/fine.ts";
import { type Answered, emptyTally, judge } from "../../../review/judge.ts";
import { nameOf, type Question } from "../../../review/look.ts";
import { withFunctions } from "../../../review/marks.ts";
import type { Files } from "../../../review/patch.ts";
import { fineQuestionsFor, firstRuns, type Material, questionsFor } from "../../../review/plan.ts";
import type { Place } from "../../../review/session.ts";
import { Side } from "../../../review/sides.ts";
import { touchedBy } from "../../../review/touched.ts";

/** `steps`: the steps as they are, in every order. `accesses`: brute force, a switch between any two statements of the function. */
export const WAYS = ["steps", "races", "atomic", "locks", "accesses"] as const;
type NoticedBy = (typeof WAYS)[number];

export interface Noticed {
  /** By way, the scenario that shows it first, and what is wrong there. */
  by: Partial<Record<NoticedBy, string>>;
  /** Scenarios that come by the function; where there is none, nobody can notice anything. */
  reached: number;
  /** Questions that did not end. */
  bounds: number;
}

/** Of one question. What is cut finely has many more orders, and a fault can make a search endless. */
const MAX_TIME = 20_000;
const FINE_EXECUTIONS = 2000;
const HARM: readonly Difference["kind"][] = ["fault", "rule", "end", "failed"];

export class Asked {
  private readonly era: EraId;
  private readonly before: Files;
  private readonly material: Material;
  private readonly place: Pick<Place, "jobs" | "patience" | "starter">;
  private readonly old: Side;
  private readonly known = new Map<string, Promise<Answered>>();

  /** `before`: the models as they are; what these answer is asked once for all faults. */
  constructor(era: EraId, before: Files, { scenarios }: Material, place: Asked["place"]) {
    this.era = era;
    this.before = before;
    this.material = { scenarios, guards: [], recordings: [] };
    this.place = place;
    this.old = new Side("before", () => withFunctions(before), place);
  }

  end(): void {
    this.old.end();
  }

  async of(after: Files): Promise<Noticed> {
    const { ids, functions } = touchedBy(this.before, after);
    const sides = {
      now: new Side("after", () => withFunctions(after), this.place),
      fineOld: new Side("fine-before", () => withFunctions(finely(this.before, functions).files), this.place),
      fineNow: new Side("fine-after", () => withFunctions(finely(after, functions).files), this.place),
    };
    const noticed: Noticed = { by: {}, reached: 0, bounds: 0 };
    const tally = emptyTally();
    const asked = (questions: readonly Question[]) =>
      judge(
        questions.filter(({ ask }) => !this.isNoticed(noticed, ask)),
        {
          before: (question) => (question.ask === "fine" ? look(sides.fineOld, question) : this.asItWas(question)),
          after: (question) => look(question.ask === "fine" ? sides.fineNow : sides.now, question),
        },
        {
          touched: ids,
          jobs: this.place.jobs,
          onFound: ({ kind, scenario, message, way }) => {
            const by = HARM.includes(kind) ? (way?.fine ? "accesses" : "steps") : kind === "race" ? "races" : kind;
            if (isWay(by)) noticed.by[by] ??= `${scenario}: ${message}`;
          },
          onProgress: () => true,
        },
        tally,
      );
    const era = must(findEra(this.era), this.era);
    const scope = { eras: [this.era], kernel: era };
    await asked(firstRuns(scope, this.material));
    const near = [...tally.scenarios].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([id]) => id);
    // What was noticed in one scenario is not looked for in the next.
    for (const question of questionsFor(scope, this.material, near)) await asked([question]);
    const late = [...tally.scenarios.keys()].filter((id) => !near.includes(id)).sort();
    for (const question of fineQuestionsFor(scope, this.material, late)) await asked([question]);
    for (const side of Object.values(sides)) side.end();
    return { ...noticed, reached: tally.scenarios.size, bounds: tally.bounds.size + tally.left.length };
  }

  private isNoticed({ by }: Noticed, ask: Question["ask"]): boolean {
    if (ask === "fine") return by.accesses !== undefined;
    if (ask === "races") return by.races !== undefined && by.atomic !== undefined && by.locks !== undefined;
    return by.steps !== undefined;
  }

  private asItWas(question: Question): Promise<Answered> {
    const name = nameOf(question);
    const answered = this.known.get(name) ?? look(this.old, question);
    this.known.set(name, answered);
    return answered;
  }
}

const isWay = (by: string): by is NoticedBy => WAYS.some((way) => way === by);

function look(side: Side, question: Question): Promise<Answered> {
  return side.look(question, {
    maxTime: MAX_TIME,
    ...(question.ask === "fine" && { maxExecutions: FINE_EXECUTIONS }),
  });
}

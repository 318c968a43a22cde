/**
 * One change, judged: both sides, the questions, and the shortest order for each cause. Where the models run (threads of the terminal, workers of a page) is the
 * place's matter.
 */
import type { EraId } from "../../models/era.ts";
import { findEra } from "../../models/index.ts";
import type { WorkerPort } from "../engine/away/messages.ts";
import { must } from "../engine/must.ts";
import { Alike, asksOnlyDifferences } from "./alike.ts";
import { type Cause, causesOf } from "./causes.ts";
import type { Change } from "./change.ts";
import { type Difference, typeDifference } from "./difference.ts";
import { finely } from "./fine.ts";
import { type Answered, emptyTally, judge, type Sides, type Tally } from "./judge.ts";
import { nameOf, type Question } from "./look.ts";
import { type Marked, withFunctions, withLines } from "./marks.ts";
import { fineQuestionsFor, firstRuns, type Material, questionsFor } from "./plan.ts";
import { type Report, type ReportedCause, reportOf } from "./report.ts";
import type { Shown } from "./show.ts";
import { Side } from "./sides.ts";
import { type Touched, touchedBy } from "./touched.ts";

export interface How {
  material: Material;
  /** Milliseconds. */
  maxTime: number;
  /** Only in these. */
  eras: readonly EraId[];
  /** Each difference, as it is found. */
  onFound(found: Difference): void;
  /** False: stop, and say what is known. */
  onProgress(text: string): boolean;
}

/** Where the models run. */
export interface Place {
  /** Threads of a side. */
  jobs: number;
  /** Milliseconds after which a run that has not come back never will; null: it is waited for until the time is over. */
  patience: number | null;
  /** The code as it was, with a mark in each function. */
  before(): Marked;
  /** How to start one that has these models. `name`: of the side. */
  starter(name: string, marked: Marked): () => WorkerPort;
  /** What the code as it was says, as far as that is known already. */
  base: Base;
  /** Of the changed models, which it is given when the time comes; null: there is no type checker here. */
  typeErrors: ((signal: AbortSignal) => Promise<TypeMistake[] | null>) | null;
}

interface Base {
  get(name: string): Answered | undefined;
  add(name: string, answered: Answered): void;
}

export interface TypeMistake {
  /** "models/flags/isolate.ts:34". */
  place: string;
  message: string;
}

/** Causes of which the order is shown. */
const SHOWN = 4;
/** Milliseconds between two looks at the clock. */
const TICK = 100;

/** Executions of one scenario that is cut finely. Then it is left, which is said. */
const FINE_EXECUTIONS = 2000;

type Of = "before" | "after";
type Pair = Record<Of, Side>;

export class Session {
  private readonly change: Change;
  private readonly how: How;
  private readonly place: Place;
  private readonly touched: Touched;
  private readonly coarse: Pair;
  private fine: Pair | null = null;
  /** Null: the code may tell kernels apart by more than is heard. */
  private readonly alike: Record<Of, Alike> | null;
  /** Functions that it cuts. */
  private cut = "";
  private readonly stopping = new AbortController();
  private readonly found: Difference[] = [];
  private clock: ReturnType<typeof setInterval> | undefined;
  private deadline = Number.POSITIVE_INFINITY;
  private told = "";

  constructor(change: Change, how: How, place: Place) {
    this.change = change;
    this.how = how;
    this.place = place;
    const touched = touchedBy(change.before, change.after);
    this.touched = { ...touched, eras: touched.eras.filter((era) => how.eras.includes(era)) };
    this.coarse = {
      before: new Side("before", place.before, place),
      after: new Side("after", () => withLines(change.after, touched.lines), place),
    };
    const { before, after } = this.coarse;
    const alike = { before: new Alike(() => before.kernels()), after: new Alike(() => after.kernels()) };
    this.alike = asksOnlyDifferences(change.before, change.after) ? alike : null;
  }

  stop(): void {
    this.stopping.abort();
    this.rest();
  }

  /** Nothing runs any more; the next question starts it again. */
  rest(): void {
    clearInterval(this.clock);
    for (const pair of [this.coarse, this.fine]) for (const side of Object.values(pair ?? {})) side.end();
  }

  async report(): Promise<Report> {
    const { change, how, touched, found, place } = this;
    this.deadline = performance.now() + how.maxTime;
    this.clock = setInterval(() => {
      if (!how.onProgress(this.told) || this.left <= 0) this.stop();
    }, TICK);
    const { sources, subject, kernel } = change;
    const checking = place.typeErrors?.(this.stopping.signal) ?? [];
    const { after } = this.coarse;
    const reached = new Set<string>();
    const whole = this.cutFinely();
    const { tally, skipsFine } = await this.askAll(this.sidesTelling(reached));
    const checked = await checking;
    for (const { place, message } of checked ?? []) this.onFound(typeDifference(place, message));
    const causes = await this.shownAll(causesOf(found));
    this.rest();
    const notTried = [
      ...(kernel === null ? [] : [`any other kernel: this is a change of the code as ${kernel} has it`]),
      ...(skipsFine ? ["a switch between any two statements: the steps as they are go wrong already"] : []),
      ...(whole.length > 0 ? [`a switch between statements of ${whole.join(", ")}: no generator, so one step`] : []),
      ...(place.typeErrors === null ? ["the type checker"] : []),
      ...(change.kernel === null ? [] : [`what scenarios expect of ${change.kernel} alone`]),
      ...(checked === null ? ["the type checker: stopped"] : []),
      "loads that are made late, and stores that arrive late except where a guard needs it: what only such a CPU takes a barrier for",
    ];
    const missed = after.marked.marks.filter((line) => !reached.has(line));
    const alike = this.alike?.after.count ?? 0;
    return reportOf({ sources, subject, touched, causes, tally, alike, missed, notTried, isStopped: checked === null });
  }

  /** The order of a cause on one side; null where there is none. On the other side it leads elsewhere, so there it is taken as it is. */
  async shown({ example }: Cause, of: Of = "after", shortens = false): Promise<Shown | null> {
    const scenario = this.how.material.scenarios.find(({ id }) => id === example?.scenario);
    if (example === null || scenario === undefined) return null;
    const { kernel, way } = example;
    const side = ((way.fine && this.fine) || this.coarse)[of];
    return side.show({ scenario, kernel, way, shortens });
  }

  /** Returns the functions that cannot be cut. */
  private cutFinely(): string[] {
    const { touched, place, change } = this;
    const [old, now] = [finely(change.before, touched.functions), finely(change.after, touched.functions)];
    this.cut = now.cut.join(" ");
    if (now.cut.length > 0) {
      this.fine = {
        before: new Side("fine-before", () => withFunctions(old.files), place),
        after: new Side("fine-after", () => withFunctions(now.files), place),
      };
    }
    return now.whole;
  }

  /** `reached`: gets the changed lines that were executed. */
  private sidesTelling(reached: Set<string>): Sides {
    const look = (question: Question, of: Of) => {
      const fine = question.ask === "fine" ? this.fine : null;
      const ask = () => {
        const bounds = { maxTime: this.left, ...(fine && { maxExecutions: FINE_EXECUTIONS }) };
        return (fine ?? this.coarse)[of].look(question, bounds);
      };
      return this.alike ? this.alike[of].answer(question, ask) : ask();
    };
    return {
      before: (question) => {
        const name = nameOf(question);
        return this.known(question.ask === "fine" ? `${name} ${this.cut}` : name, () => look(question, "before"));
      },
      after: async (question) => {
        const answered = await look(question, "after");
        if (question.ask !== "fine") for (const line of answered.executed ?? []) reached.add(line);
        return answered;
      },
    };
  }

  /** What finds most in the least time comes first: who looks at a machine that has other things to do knows the worst soon. */
  private async askAll(sides: Sides): Promise<{ tally: Tally; skipsFine: boolean }> {
    const { touched, how, found, change } = this;
    const { eras } = touched;
    const scope = { eras, kernel: change.kernel === null ? null : must(findEra(change.kernel), change.kernel) };
    const tally = emptyTally();
    let skipsFine = false;
    const ask = async (questions: readonly Question[]) => {
      const isWrong = found.some(({ kind }) => kind === "fault" || kind === "rule");
      const own = questions.filter((question) => question.ask !== "fine" || (this.fine !== null && !isWrong));
      skipsFine ||= this.fine !== null && own.length < questions.length;
      await this.ask(own, sides, tally);
    };
    await ask(firstRuns(scope, how.material));
    const near = [...tally.scenarios].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([id]) => id);
    await ask(questionsFor(scope, how.material, near));
    const late = [...tally.scenarios.keys()].filter((id) => !near.includes(id)).sort();
    await ask(fineQuestionsFor(scope, how.material, late));
    return { tally, skipsFine };
  }

  private ask(questions: readonly Question[], sides: Sides, tally: Tally): Promise<void> {
    const onFound = (found: Difference) => this.onFound(found);
    const onProgress = (question: Question, done: number, all: number) => {
      const differences = this.found.length > 0 ? `, ${this.found.length} differences` : "";
      this.told = `${done} of ${all}: ${nameOf(question)}${differences}`;
      return !this.stopping.signal.aborted;
    };
    return judge(questions, sides, { touched: this.touched.ids, jobs: this.place.jobs, onFound, onProgress }, tally);
  }

  private async known(name: string, look: () => Promise<Answered>): Promise<Answered> {
    const known = this.place.base.get(name);
    if (known) return known;
    const answered = await look();
    this.place.base.add(name, answered);
    return answered;
  }

  private onFound(difference: Difference): void {
    this.found.push(difference);
    this.how.onFound(difference);
  }

  /** One that is stopped has no order to show. */
  private shownAll(causes: readonly Cause[]): Promise<ReportedCause[]> {
    const shortens = !this.stopping.signal.aborted;
    return Promise.all(
      causes.map(async (cause, at): Promise<ReportedCause> => {
        const shown = at < SHOWN ? await this.shown(cause, "after", shortens).catch(() => null) : null;
        return { ...cause, shown };
      }),
    );
  }

  private get left(): number {
    return this.deadline - performance.now();
  }
}

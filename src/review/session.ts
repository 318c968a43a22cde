/**
 * One change, judged: both sides, the questions, and the shortest order for each cause. Where the models run (threads of the terminal, workers of a page) is the
 * place's matter.
 */
import type { EraId } from "../../models/era.ts";
import type { WorkerPort } from "../engine/away/messages.ts";
import { type Cause, causesOf } from "./causes.ts";
import type { Difference } from "./difference.ts";
import { finely } from "./fine.ts";
import { type Answered, emptyTally, judge, type Sides, type Tally } from "./judge.ts";
import { nameOf, type Question } from "./look.ts";
import { type Marked, withFunctions, withLines } from "./marks.ts";
import type { Files } from "./patch.ts";
import { fineQuestionsFor, type Material, questionsFor } from "./plan.ts";
import { type Report, type ReportedCause, reportOf } from "./report.ts";
import type { Shown } from "./show.ts";
import { Side } from "./sides.ts";
import { type Touched, touchedBy } from "./touched.ts";

export interface Change {
  sources: string[];
  subject: string;
  before: Files;
  after: Files;
}

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

type Pair = Record<"before" | "after", Side>;

/** `whole`: functions that cannot be cut. */
interface Finely {
  fine: Tally;
  whole: string[];
}

export class Session {
  private readonly change: Change;
  private readonly how: How;
  private readonly place: Place;
  private readonly touched: Touched;
  private readonly coarse: Pair;
  private fine: Pair | null = null;
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
    const { sources, subject } = change;
    const checking = place.typeErrors?.(this.stopping.signal) ?? [];
    const { before, after } = this.coarse;
    const reached = new Set<string>();
    const tally = await this.ask(questionsFor(touched.eras, how.material), {
      before: (question) => this.known(nameOf(question), () => before.look(question, { maxTime: this.left })),
      after: async (question) => {
        const answered = await after.look(question, { maxTime: this.left });
        for (const line of answered.executed ?? []) reached.add(line);
        return answered;
      },
    });
    const isWrong = found.some(({ kind }) => kind === "fault" || kind === "rule");
    const { fine, whole } = isWrong ? { fine: emptyTally(), whole: [] } : await this.askFinely(tally);
    const checked = await checking;
    for (const { place, message } of checked ?? []) this.onFound(typeDifference(place, message));
    const causes = await this.shownAll(causesOf(found));
    this.rest();
    const notTried = [
      ...(isWrong ? ["a switch between any two statements: the steps as they are go wrong already"] : []),
      ...(whole.length > 0 ? [`a switch between statements of ${whole.join(", ")}: no generator, so one step`] : []),
      ...(place.typeErrors === null ? ["the type checker"] : []),
      ...(checked === null ? ["the type checker: stopped"] : []),
    ];
    const missed = after.marked.marks.filter((line) => !reached.has(line));
    return reportOf({ sources, subject, touched, causes, tally, fine, missed, notTried });
  }

  /** The order of a cause on one side; null where there is none. On the other side it leads elsewhere, so there it is taken as it is. */
  async shown({ example }: Cause, of: keyof Pair = "after", shortens = false): Promise<Shown | null> {
    const scenario = this.how.material.scenarios.find(({ id }) => id === example?.scenario);
    if (example === null || scenario === undefined) return null;
    const { kernel, way } = example;
    const side = ((way.fine && this.fine) || this.coarse)[of];
    return side.show({ scenario, kernel, way, shortens });
  }

  private async askFinely({ scenarios }: Tally): Promise<Finely> {
    const { touched, how, place } = this;
    const { before, after } = this.change;
    const [old, now] = [finely(before, touched.functions), finely(after, touched.functions)];
    if (now.cut.length === 0) return { fine: emptyTally(), whole: now.whole };
    const sides: Pair = {
      before: new Side("fine-before", () => withFunctions(old.files), place),
      after: new Side("fine-after", () => withFunctions(now.files), place),
    };
    this.fine = sides;
    const bounds = () => ({ maxTime: this.left, maxExecutions: FINE_EXECUTIONS });
    const own = fineQuestionsFor(touched.eras, how.material).filter(({ scenario }) => scenarios.has(scenario.id));
    const names = now.cut.join(" ");
    const asked: Sides = {
      before: (question) =>
        this.known(`fine ${nameOf(question)} ${names}`, () => sides.before.look(question, bounds())),
      after: (question) => sides.after.look(question, bounds()),
    };
    const fine = await this.ask(own, asked, ({ way, ...found }) => {
      this.onFound({ ...found, question: `fine ${found.question}`, way: way && { ...way, fine: true } });
    });
    return { fine, whole: now.whole };
  }

  private ask(
    questions: readonly Question[],
    sides: Sides,
    onFound = (found: Difference) => this.onFound(found),
  ): Promise<Tally> {
    const onProgress = (question: Question, done: number, all: number) => {
      const differences = this.found.length > 0 ? `, ${this.found.length} differences` : "";
      this.told = `${done} of ${all}: ${nameOf(question)}${differences}`;
      return !this.stopping.signal.aborted;
    };
    return judge(questions, sides, { touched: this.touched.ids, jobs: this.place.jobs, onFound, onProgress });
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

function typeDifference(place: string, message: string): Difference {
  return {
    kind: "types",
    cause: `${place}: ${message}`,
    message,
    question: `types ${place}`,
    scenario: null,
    kernel: null,
    way: null,
  };
}

/** One change, judged: threads for both sides, the questions, and the shortest order for each cause. */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { EraId } from "../../../models/era.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { causesOf } from "../../review/causes.ts";
import { type Difference, RANKS, type Way } from "../../review/difference.ts";
import { type Answered, emptyTally, judge, type Sides, type Tally } from "../../review/judge.ts";
import { nameOf, type Question } from "../../review/look.ts";
import type { Files } from "../../review/patch.ts";
import { fineQuestionsFor, type Material, questionsFor } from "../../review/plan.ts";
import { type Report, type ReportedCause, reportOf } from "../../review/report.ts";
import type { Shown } from "../../review/show.ts";
import { type Touched, touchedBy } from "../../review/touched.ts";
import { Base } from "./base.ts";
import { copyOf, temporaryFolder } from "./copy.ts";
import { finely } from "./fine.ts";
import { type Marked, withFunctions, withLines } from "./marks.ts";
import { Side } from "./side.ts";
import type { Threads } from "./threads.ts";
import { typeErrors } from "./types.ts";

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
  /** Threads. */
  jobs?: number | undefined;
  /** Only in these. */
  eras: readonly EraId[];
  checksTypes: boolean;
  /** Worse than all that was found so far, and no matter of taste. */
  onWorse(found: Difference): void;
  /** False: stop, and say what is known. */
  onProgress(text: string): boolean;
}

/** Causes of which the order is shown. */
const SHOWN = 4;
/** Milliseconds between two looks at the clock. */
const TICK = 100;

/** Executions of one scenario that is cut finely. Then it is left, which is said. */
const FINE_EXECUTIONS = 2000;

export async function review(change: Change, how: How): Promise<Report> {
  const folder = temporaryFolder();
  const session = new Session(change, how, folder);
  try {
    return await session.report();
  } finally {
    session.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `whole`: functions that cannot be cut. */
interface Finely {
  fine: Tally;
  whole: string[];
  side: Side | null;
}
const NOT_FINELY: Finely = { fine: emptyTally(), whole: [], side: null };

class Session {
  private readonly change: Change;
  private readonly how: How;
  private readonly touched: Touched;
  private readonly folder: string;
  private readonly jobs: number;
  private readonly base: Base;
  private readonly sides: Side[] = [];
  private readonly stopping = new AbortController();
  private readonly found: Difference[] = [];
  private readonly clock: ReturnType<typeof setInterval>;
  private readonly deadline: number;
  private told = "";

  constructor(change: Change, how: How, folder: string) {
    this.change = change;
    this.how = how;
    this.folder = folder;
    this.jobs = how.jobs ?? availableParallelism();
    const touched = touchedBy(change.before, change.after);
    this.touched = { ...touched, eras: touched.eras.filter((era) => how.eras.includes(era)) };
    this.base = new Base(change.before);
    this.deadline = performance.now() + how.maxTime;
    this.clock = setInterval(() => {
      if (!how.onProgress(this.told) || this.left <= 0) this.stop();
    }, TICK);
  }

  stop(): void {
    clearInterval(this.clock);
    this.stopping.abort();
    for (const side of this.sides) side.end();
  }

  async report(): Promise<Report> {
    const { change, how, touched, found } = this;
    const { sources, subject, before, after } = change;
    const checking = how.checksTypes ? this.checkTypes() : [];
    const old = this.side("before", () => withFunctions(before));
    const now = this.side("after", () => withLines(after, touched.lines));
    const reached = new Set<string>();
    const tally = await this.ask(questionsFor(touched.eras, how.material), {
      before: (question) => this.known(nameOf(question), () => old.look(question, { maxTime: this.left })),
      after: async (question) => {
        const answered = await now.look(question, { maxTime: this.left });
        for (const line of answered.executed) reached.add(line);
        return answered;
      },
    });
    const isWrong = found.some(({ kind }) => kind === "fault" || kind === "rule");
    const { fine, whole, side } = isWrong ? NOT_FINELY : await this.askFinely(tally);
    this.base.write();
    const checked = await checking;
    for (const { place, message } of checked ?? []) this.onFound(typeDifference(place, message));
    const threadsFor = ({ fine: isFine }: Way) => (isFine && side ? side : now).threads;
    const causes = await shownAll(causesOf(found), how.material.scenarios, threadsFor, !this.stopping.signal.aborted);
    const notTried = [
      ...(isWrong ? ["a switch between any two statements: the steps as they are go wrong already"] : []),
      ...(whole.length > 0 ? [`a switch between statements of ${whole.join(", ")}: no generator, so one step`] : []),
      ...(how.checksTypes ? [] : ["the type checker"]),
      ...(checked === null ? ["the type checker: stopped"] : []),
    ];
    const missed = now.marked.marks.filter((line) => !reached.has(line));
    return reportOf({ sources, subject, touched, causes, tally, fine, missed, notTried });
  }

  private async askFinely({ scenarios }: Tally): Promise<Finely> {
    const { touched, how } = this;
    const { before, after } = this.change;
    const [old, now] = [finely(before, touched.functions), finely(after, touched.functions)];
    if (now.cut.length === 0) return { ...NOT_FINELY, whole: now.whole };
    const sides = [old, now].map(({ files }, at) => this.side(`fine${at}`, () => withFunctions(files))) as [Side, Side];
    const bounds = () => ({ maxTime: this.left, maxExecutions: FINE_EXECUTIONS });
    const own = fineQuestionsFor(touched.eras, how.material).filter(({ scenario }) => scenarios.has(scenario.id));
    const names = now.cut.join(" ");
    const asked: Sides = {
      before: (question) => this.known(`fine ${nameOf(question)} ${names}`, () => sides[0].look(question, bounds())),
      after: (question) => sides[1].look(question, bounds()),
    };
    const fine = await this.ask(own, asked, ({ way, ...found }) => {
      this.onFound({ ...found, question: `fine ${found.question}`, way: way && { ...way, fine: true } });
    });
    return { fine, whole: now.whole, side: sides[1] };
  }

  private checkTypes(): ReturnType<typeof typeErrors> {
    const folder = join(this.folder, "types");
    copyOf(this.change.after, folder);
    return typeErrors(folder, this.stopping.signal);
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
    return judge(questions, sides, { touched: this.touched.ids, jobs: this.jobs, onFound, onProgress });
  }

  private async known(name: string, look: () => Promise<Answered>): Promise<Answered> {
    const known = this.base.get(name);
    if (known) return known;
    const answered = await look();
    this.base.add(name, answered);
    return answered;
  }

  private onFound(difference: Difference): void {
    const rank = ({ kind }: Difference) => RANKS.indexOf(kind);
    const isBad = rank(difference) <= RANKS.indexOf("end");
    if (isBad && this.found.every((each) => rank(each) > rank(difference))) this.how.onWorse(difference);
    this.found.push(difference);
  }

  private side(name: string, mark: () => Marked): Side {
    const side = new Side(mark, join(this.folder, name), this.jobs);
    this.sides.push(side);
    return side;
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

/** One that is stopped has no order to show. */
function shownAll(
  causes: ReturnType<typeof causesOf>,
  scenarios: readonly Scenario[],
  threadsFor: (way: Way) => Threads,
  shortens: boolean,
): Promise<ReportedCause[]> {
  return Promise.all(
    causes.map(async (cause, at): Promise<ReportedCause> => {
      const scenario = scenarios.find(({ id }) => id === cause.example?.scenario);
      if (at >= SHOWN || cause.example === null || scenario === undefined) return { ...cause, shown: null };
      const { kernel, way } = cause.example;
      const shown: Shown | null = await threadsFor(way)
        .ask("show", { scenario, kernel, way, shortens })
        .catch(() => null);
      return { ...cause, shown };
    }),
  );
}

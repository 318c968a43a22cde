/**
 * Asks both sides the same questions and compares the answers. Who answers (a thread, a worker of a page) is up to the caller. A question of which the code as
 * it was executes no touched function has the same answer on both sides: it is passed over, and counted.
 */
import { BOUND } from "../engine/verdicts/vocabulary.ts";
import { differences } from "./compare.ts";
import type { Difference } from "./difference.ts";
import { type Look, nameOf, type Question } from "./look.ts";

export interface Answered {
  look: Look;
  /** Ids of the declarations that were executed; null: nobody watched. */
  executed: readonly string[] | null;
  /** Differences of the kernel that the models asked for. */
  asked: readonly string[];
}

export interface Sides {
  before(question: Question): Promise<Answered>;
  after(question: Question): Promise<Answered>;
}

export interface Tally {
  /** Per kind of question, those that were compared. */
  asked: Record<Question["ask"], number>;
  /** Of all orders: executions that stand for them. */
  executions: number;
  /** Scenarios that executed what was touched, and the steps of their own order as far as that did. */
  scenarios: Map<string, number>;
  /** Passed over: nothing of what was touched is executed. */
  passed: number;
  /** Not all orders: by question, the bound. */
  bounds: Map<string, string>;
  /** Stopped before these. */
  left: string[];
}

export interface Judging {
  /** Functions of the code as it was that the change touches; null: more than functions. */
  touched: ReadonlySet<string> | null;
  /** Questions at a time. */
  jobs: number;
  onFound(found: Difference): void;
  /** Asked before each question; false: stop there. */
  onProgress(question: Question, done: number, all: number): boolean;
}

export function emptyTally(): Tally {
  const asked = { run: 0, orders: 0, races: 0, fine: 0, guard: 0, recording: 0 };
  return { asked, executions: 0, scenarios: new Map(), passed: 0, bounds: new Map(), left: [] };
}

/** Adds to the tally. */
export async function judge(questions: readonly Question[], sides: Sides, how: Judging, tally: Tally): Promise<void> {
  let next = 0;
  const isPassedOver = ({ executed }: Answered) => {
    const { touched } = how;
    return touched !== null && executed !== null && !executed.some((id) => touched.has(id));
  };
  async function work(): Promise<void> {
    for (let question = questions[next]; question !== undefined; question = questions[next]) {
      if (!how.onProgress(question, next, questions.length)) return;
      next++;
      try {
        const before = await sides.before(question);
        if (isPassedOver(before)) {
          tally.passed++;
          continue;
        }
        const after = await sides.after(question);
        count(tally, question, before.look, after.look);
        for (const each of differences(question, before.look, after.look)) how.onFound(each);
      } catch (error) {
        // Whoever answered was ended: the time is over, or the reader wants no more.
        if (!(error instanceof Error) || error.name !== "GivenUp") throw error;
        tally.left.push(nameOf(question));
      }
    }
  }
  await Promise.all(Array.from({ length: how.jobs }, work));
  tally.left.push(...questions.slice(next).map(nameOf));
}

function count(tally: Tally, question: Question, before: Look, after: Look): void {
  tally.asked[question.ask]++;
  const { scenarios } = tally;
  const { id } = question.scenario;
  const known = scenarios.get(id) ?? Number.POSITIVE_INFINITY;
  scenarios.set(id, before.of === "run" ? Math.min(known, before.steps.length) : known);
  if (question.ask === "orders" && after.of === "orders") tally.executions += after.rounds[0]?.executions ?? 0;
  for (const look of [before, after]) {
    const bound = boundOf(look);
    if (bound) tally.bounds.set(nameOf(question), bound);
  }
}

/** What kept it from trying all orders. */
export function boundOf(look: Look): string | null {
  return boundsOf(look)[0] ?? null;
}

/** Would it say the same the next time? Limits are of time, where they count nothing. */
export function isSettled(look: Look): boolean {
  return boundsOf(look).every((bound) => COUNTED.test(bound));
}
const COUNTED = /^\d+ executions$/;

function boundsOf(look: Look): string[] {
  if (look.of === "races") return [look.bound ?? []].flat();
  if (look.of === "guard") return [look.verdict, look.intact].includes(BOUND) ? ["a limit"] : [];
  return look.of === "orders" ? look.rounds.flatMap(({ bound }) => bound ?? []) : [];
}

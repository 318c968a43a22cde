/** One change, judged: threads for both sides, the questions, and the shortest order for each cause. */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { causesOf } from "../../review/causes.ts";
import { type Difference, RANKS } from "../../review/difference.ts";
import { emptyTally, judge, type Tally } from "../../review/judge.ts";
import { nameOf, type Question } from "../../review/look.ts";
import type { Files } from "../../review/patch.ts";
import { type Material, questionsFor } from "../../review/plan.ts";
import { type Report, type ReportedCause, reportOf } from "../../review/report.ts";
import type { Shown } from "../../review/show.ts";
import { touchedBy } from "../../review/touched.ts";
import { Base } from "./base.ts";
import { copyOf, temporaryFolder } from "./copy.ts";
import { withFunctions, withLines } from "./marks.ts";
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
  /** Worse than all that was found so far. */
  onWorse(found: Difference): void;
  /** False: stop, and say what is known. */
  onProgress(text: string): boolean;
}

/** Causes of which the order is shown. */
const SHOWN = 4;
/** Milliseconds between two looks at the clock. */
const TICK = 100;

export async function review({ sources, subject, before, after }: Change, how: How): Promise<Report> {
  const touched = touchedBy(before, after);
  const folder = temporaryFolder();
  const { jobs = availableParallelism() } = how;
  const sides = {
    before: new Side(() => withFunctions(before), join(folder, "before"), jobs),
    after: new Side(() => withLines(after, touched.lines), join(folder, "after"), jobs),
  };
  const base = new Base(before);
  const types = join(folder, "types");
  copyOf(after, types);
  const stopping = new AbortController();
  const found: Difference[] = [];
  const reached = new Set<string>();
  const deadline = performance.now() + how.maxTime;
  const left = () => Math.max(1, deadline - performance.now());
  let told = "";
  const stop = () => {
    stopping.abort();
    for (const side of Object.values(sides)) side.end();
  };
  const clock = setInterval(() => {
    if (!how.onProgress(told) || performance.now() > deadline) stop();
  }, TICK);
  const onFound = (difference: Difference) => {
    const rank = ({ kind }: Difference) => RANKS.indexOf(kind);
    if (found.every((each) => rank(each) > rank(difference))) how.onWorse(difference);
    found.push(difference);
  };
  const onProgress = (question: Question, done: number, all: number) => {
    told = `${done} of ${all}: ${nameOf(question)}${found.length > 0 ? `, ${found.length} differences` : ""}`;
    return !stopping.signal.aborted;
  };
  try {
    const checking = typeErrors(types, stopping.signal);
    const tally = await judge(
      questionsFor(touched.eras, how.material),
      {
        async before(question) {
          const known = base.get(nameOf(question));
          if (known) return known;
          const answered = await sides.before.look(question, { maxTime: left() });
          base.add(nameOf(question), answered);
          return answered;
        },
        async after(question) {
          const answered = await sides.after.look(question, { maxTime: left() });
          for (const line of answered.executed) reached.add(line);
          return answered;
        },
      },
      { touched: touched.ids, jobs, onFound, onProgress },
    );
    base.write();
    const checked = await checking;
    for (const { place, message } of checked ?? []) onFound(typeDifference(place, message));
    const causes = await shownAll(
      causesOf(found),
      how.material.scenarios,
      sides.after.threads,
      !stopping.signal.aborted,
    );
    const notTried = checked === null ? ["the type checker was stopped"] : [];
    const fine: Tally = emptyTally();
    const missed = sides.after.marked.marks.filter((line) => !reached.has(line));
    return reportOf({ sources, subject, touched, causes, tally, fine, missed, notTried });
  } finally {
    clearInterval(clock);
    stop();
    rmSync(folder, { recursive: true, force: true });
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
  after: Threads,
  shortens: boolean,
): Promise<ReportedCause[]> {
  return Promise.all(
    causes.map(async (cause, at): Promise<ReportedCause> => {
      const scenario = scenarios.find(({ id }) => id === cause.example?.scenario);
      if (at >= SHOWN || cause.example === null || scenario === undefined) return { ...cause, shown: null };
      const { kernel, way } = cause.example;
      const shown: Shown | null = await after.ask("show", { scenario, kernel, way, shortens }).catch(() => null);
      return { ...cause, shown };
    }),
  );
}

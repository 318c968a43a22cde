/**
 * verify() with the search split over several workers, each of which takes a part of it. The verdict and the shortest counterexample are those of one
 * search. Which worker is done first must not show: as soon as one has found something wrong the others are stopped, and of all that they met
 * nothing is kept but that there is something to find.
 */
import { type Asking, Failed } from "../away/client.ts";
import { type Exploration, emptyExploration, FIRST_VIOLATION } from "../explore/options.ts";
import { together } from "../explore/parts.ts";
import { FIRST_RUNS, SEED } from "../explore/scouts.ts";
import type { Progress } from "../explore/slices.ts";
import type { Explorer } from "./start.ts";
import type { Task } from "./task.ts";
import type { Verification } from "./verify.ts";

/**
 * Null: parts cannot say it, and one search has to. Somebody goes round, and where depends on where one begins to look; or the shortest way was not
 * found; or the task cannot be run. `tell`: false cancels.
 */
export async function verifyInParts(
  explorers: readonly [Explorer, ...Explorer[]],
  task: Task,
  tell: (progress: Progress) => boolean,
): Promise<Verification | null> {
  const asked: Asking<Verification>[] = [];
  const stop = () => asked.map(({ cancel }) => cancel());
  const told: Progress[] = [];
  let isCancelled = false;
  const ask = (at: number, options: Task["options"]) => {
    const hear = (progress: Progress) => {
      told[at] = progress;
      if (tell(allOf(told))) return;
      isCancelled = true;
      stop();
    };
    const explorer = explorers[at] ?? explorers[0];
    const asking = explorer.ask("verify", { ...task, options: { ...task.options, ...options } }, { tell: hear });
    asked.push(asking);
    return asking.answer;
  };
  try {
    // The orders that come before any search, or there would be more of them with each worker.
    const first = await ask(0, { random: { seed: SEED, runs: FIRST_RUNS }, shorten: false });
    const wrong = worst([first]);
    const found = wrong ? [] : await Promise.all(explorers.map((_, at) => part(at)));
    const explored = whole(first.exploration, wrong ? [first] : found);
    if (explored === null) return null;
    const result = await ask(0, { explored });
    // Nobody waits for another search: what was found is told, as one search tells it.
    return settled(result) ?? (isCancelled ? result : null);
  } catch (error) {
    if (error instanceof Failed) return null;
    throw error;
  } finally {
    stop();
  }

  async function part(at: number): Promise<Verification> {
    const answer = await ask(at, { part: { number: at + 1, of: explorers.length }, shorten: false });
    if (worst([answer])) stop();
    return answer;
  }
}

/** What is not mild, the nearest. */
function worst(results: readonly Verification[]) {
  const wrong = results.flatMap(({ exploration }) => exploration.violations).filter(({ mild }) => !mild);
  return wrong.sort((a, b) => a.choices.length - b.choices.length)[0];
}

/** Null: it is not known of all. */
function whole({ random, steps }: Exploration, results: readonly Verification[]): Exploration | null {
  const wrong = worst(results);
  if (wrong) return { ...emptyExploration(), bound: FIRST_VIOLATION, violations: [wrong] };
  const all = together(results.map(({ exploration }) => exploration));
  return all.unfair === null ? { ...all, random, steps: all.steps + steps } : null;
}

/** What was found first is not kept where there is a shortest way. */
function settled(result: Verification): Verification | null {
  const { exploration, counterexample } = result;
  if (exploration.violations.length === 0 || counterexample === null) return result;
  const { kind, message, choices, isShortest } = counterexample;
  if (!isShortest) return null;
  return { ...result, exploration: { ...exploration, violations: [{ kind, message, choices }] } };
}

/** Each has told how far it is, or not yet. */
function allOf(told: readonly Progress[]): Progress {
  const all = told.flatMap((each) => each ?? []);
  const sum = (of: (each: Progress) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    doing: all[0]?.doing ?? "explore",
    executions: sum(({ executions }) => executions),
    states: sum(({ states }) => states),
    depth: Math.max(...all.map(({ depth }) => depth)),
    estimate: sum(({ estimate }) => estimate) / all.length,
  };
}

/** What an exploration says of a toy, held to what is so. A text says what is not. */

import type { Exploration, ExploreOptions } from "../../../../src/engine/explore/explore.ts";
import { must } from "../../../../src/engine/must.ts";
import { type Exact, exact } from "./exact.ts";
import { canStep, endText, isOver, startOf, type Toy, type ToyState, takeStep } from "./language.ts";

/** Null: all of it is so. */
export function wrongIn(toy: Toy, truth: Exact, options: ExploreOptions, said: Exploration): string | null {
  const { findAll = false, maxSteps, maxPreemptions } = options;
  const { bound, outcomes, violations, unfair } = said;
  const kinds = violations.map(({ kind }) => kind);
  for (const [end, { choices }] of outcomes) {
    const last = must(follow(toy, choices).at(-1), "last step");
    if (last.wrong !== null || !isOver(toy, last.state) || endText(last.state) !== end)
      return `${choices} does not lead to ${end}`;
  }
  for (const { kind, choices } of violations) {
    if (!shows(toy, choices, kind)) return `${choices} does not show ${kind}`;
  }
  if (unfair !== null && !shows(toy, unfair.choices, "unfair")) return `${unfair.choices} is no unfair round`;

  const invented = [
    ...[...outcomes.keys()].filter((end) => !truth.ends.has(end)),
    ...kinds.filter((kind) => !truth.wrong.has(kind)),
  ];
  if (invented.length > 0) return `there is no ${invented}`;
  if (kinds.length > 0 && !findAll) {
    // A livelock shows when all is known.
    const stopped = bound?.endsWith("the first violation") === true || kinds[0] === "livelock";
    return kinds.length === 1 && stopped ? null : `it found ${kinds} and is bounded by ${bound}`;
  }
  // What was left out because of a limit to steps takes more steps than that.
  const isTooFar = (steps: number) => maxSteps !== undefined && bound?.includes(" steps") === true && steps > maxSteps;
  const missing = [
    ...[...truth.ends].filter(([end, steps]) => !outcomes.has(end) && !isTooFar(steps)),
    ...[...truth.wrong].filter(
      ([kind, steps]) => !kinds.includes(kind) && !isTooFar(steps + (kind === "livelock" ? truth.states : 0)),
    ),
  ];
  if (missing.length > 0) return `it misses ${missing} and is bounded by ${bound}`;
  if (bound?.includes(" steps") && (maxSteps === undefined || maxSteps > truth.states))
    return `it calls ${bound} a bound`;
  if (bound?.includes(" preemptions") && (maxPreemptions === undefined || !truth.isCut))
    return `it calls ${bound} a bound`;
  if (bound === null && truth.isCut) return "it knows of no bound";
  const hasUnfair = truth.hasRound && !truth.wrong.has("livelock");
  if (bound?.includes(" steps") !== true && (unfair !== null) !== hasUnfair)
    return `it says of rounds: ${unfair?.message}`;
  return null;
}

/** What is so, by bound on preemptions: it is worked out once. Null: too many states. */
export function truths(toy: Toy, atMost: number): (maxPreemptions: number | undefined) => Exact | null {
  const known = new Map<number | undefined, Exact | null>();
  return (maxPreemptions) => {
    const truth = known.has(maxPreemptions) ? known.get(maxPreemptions) : exact(toy, { maxPreemptions, atMost });
    known.set(maxPreemptions, truth ?? null);
    return truth ?? null;
  };
}

interface Followed {
  state: ToyState;
  wrong: string | null;
  actor: number;
}

function follow(toy: Toy, choices: readonly number[]): Followed[] {
  const all: Followed[] = [{ state: startOf(toy), wrong: null, actor: -1 }];
  for (const actor of choices) {
    const { state } = must(all.at(-1), "last step");
    if (!canStep(toy, state).includes(actor)) throw new Error(`${choices}: actor ${actor} cannot take a step`);
    const { to, wrong } = takeStep(toy, state, actor);
    all.push({ state: to, wrong, actor });
  }
  return all;
}

function shows(toy: Toy, choices: readonly number[], kind: string): boolean {
  const way = follow(toy, choices);
  const last = must(way.at(-1), "last step");
  if (kind === "deadlock")
    return last.wrong === null && canStep(toy, last.state).length === 0 && !isOver(toy, last.state);
  if (kind !== "livelock" && kind !== "unfair") return choices.length === 0 || last.wrong === kind;
  // It ends where it was before, and on the way everybody who could take a step did, or not.
  const text = (state: ToyState) => JSON.stringify(state);
  return way.slice(0, -1).some(({ state }, at) => {
    if (text(state) !== text(last.state)) return false;
    const round = way.slice(at + 1);
    const able = new Set(round.flatMap((each) => canStep(toy, each.state)));
    const leftOut = [...able].filter((actor) => !round.some((each) => each.actor === actor));
    return (leftOut.length === 0) === (kind === "livelock");
  });
}

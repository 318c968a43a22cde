/** The runs behind the first page: what it shows of each moment is read off one of these, in the page as in the build and in the tests. */
import type { GuardName } from "../../../models/guards.ts";
import { DIRECT, findEra } from "../../../models/index.ts";
import type { StepName } from "../../../models/steps.ts";
import { must } from "../../engine/must.ts";
import { execute } from "../../engine/run/execute.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { Replay, type Words } from "../../engine/trace/replay.ts";
import { type Walk, walk } from "../../engine/walk/walk.ts";

export const SCENARIO = "huge-page";
/** The two bits lead to the driver without a detour. */
export const KERNEL = DIRECT.id;
export const CHECK: GuardName = "isolate:recheck";
/** As the scenario has them. */
export const [MOVER, BALLOON] = ["mover", "balloon"];
const OBJECT = "page 5";

/** The balloon lets go just before the mover takes this step. Which of them is harmless is for the run to say. */
export const MOMENTS = [
  "isolate:pin",
  "isolate:test",
  "isolate:trylock",
  "isolate:recheck",
  "migrate:get-new",
] as const satisfies StepName[];
export type Moment = (typeof MOMENTS)[number];
/** The mover has asked, and has no lock yet. */
export const WORST: Moment = "isolate:trylock";

type Check = "in" | "out";

interface Asked {
  scenario: Scenario;
  kernel?: string;
  check: Check;
}

/** Nothing has happened. */
export function atRest(scenario: Scenario): Walk {
  return walk(raceOf({ scenario, check: "in" }), []);
}

/** The mover alone, until it is done. */
export function moverAlone(asked: Asked): Walk {
  const mover = followed(asked, []).filter((actor) => actor === 0);
  return walk(raceOf(asked), mover);
}

/** The moment itself: the mover has come so far, and the balloon has not begun. */
export function justBefore(asked: Asked, moment: Moment): Walk {
  const choices = choicesOf(asked, moment);
  return walk(raceOf(asked), choices.slice(0, choices.indexOf(1)));
}

/** To its end. */
export function letGo(asked: Asked, moment: Moment): Walk {
  return walk(raceOf(asked), choicesOf(asked, moment));
}

/** What the page says of itself once its balloon has let go, with the moment at which that was over. */
export function lettingGo(asked: Asked, moment: Moment): Words {
  const { trace } = letGo(asked, moment);
  const done = trace.steps.findLastIndex(({ actor, step }) => actor === BALLOON && step === "balloon:release");
  return wordsAfter({ trace }, done + 1);
}

export function wordsAfter({ trace }: Pick<Walk, "trace">, steps = trace.steps.length): Words {
  return must(new Replay(trace).after(steps).get(OBJECT), OBJECT);
}

/** As the mover goes on after the moment, and the balloon as far as it can. */
function choicesOf(asked: Asked, moment: Moment): number[] {
  const at = { line: 1, column: 1 };
  return followed(asked, [
    { actor: MOVER, until: { before: moment }, ...at },
    { actor: BALLOON, until: "rest", ...at },
    { actor: MOVER, until: "rest", ...at },
  ]);
}

function followed({ scenario, kernel = KERNEL, check }: Asked, order: Exclude<Scenario["order"], string>): number[] {
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const { steps, actors } = execute({ ...scenario, order }, era, release, { without: withoutOf(check) });
  return steps.map(({ actor }) => actors.indexOf(actor));
}

function raceOf({ scenario, kernel = KERNEL, check }: Asked) {
  return { scenario, kernel, without: withoutOf(check) };
}

function withoutOf(check: Check): GuardName[] {
  return check === "in" ? [] : [CHECK];
}

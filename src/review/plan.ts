/** What both sides are asked, in the order in which it is: what finds most in the least time comes first. */
import type { EraId } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { isOpen } from "../engine/run/judge.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { whyNot } from "../engine/scenario/runnable.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import type { GuardEntry } from "../knowledge/guards/register.ts";
import type { HeldRecording } from "../knowledge/kernels/held.ts";
import type { Question } from "./look.ts";

/** All that is known of the models, and that a change is held to. */
export interface Material {
  scenarios: readonly Scenario[];
  guards: readonly GuardEntry[];
  recordings: readonly HeldRecording[];
}

/** Which kernels are asked. */
export interface Scope {
  eras: readonly EraId[];
  /** Where the code is that of one kernel: this one. The first of its era runs it, in the scenarios that it has. Null: all kernels are asked. */
  kernel: ModelledKernel | null;
}

/** `as`: whose drivers and functions it has. */
interface Asked extends ModelledKernel {
  as?: ModelledKernel;
}

/** They take no time, and tell which scenarios come by what was touched. */
export function firstRuns(scope: Scope, material: Material): Question[] {
  return runs(references(scope), material);
}

/** `near`: scenarios that come by what was touched, the shortest first. What is wrong shows there soonest, so each is asked all before the next. */
export function questionsFor(scope: Scope, material: Material, near: readonly string[]): Question[] {
  const { eras } = scope;
  const isOneKernel = scope.kernel !== null;
  const own = isOneKernel ? [] : ERAS.filter(({ id }) => eras.includes(id));
  const open = orders(references(scope), material);
  const inDepth = near.flatMap((id) => open.filter(({ scenario }) => scenario.id === id));
  const rest = open.filter(({ scenario }) => !near.includes(scenario.id));
  const others = own.flatMap((era) => era.releases.slice(1).map((release) => ({ era, release })));
  const stages = own.flatMap((era) => era.stages.map((release) => ({ era, release })));
  return [
    ...inDepth.flatMap((question) => [as("races", question), as("fine", question), question]),
    ...rest,
    ...rest.map((question) => as("races", question)),
    ...guards(eras, material).filter(({ kernel }) => !isOneKernel || !kernel.includes("@")),
    ...(isOneKernel ? [] : recordings(eras, material)),
    ...runs(others, material),
    ...orders(others, material),
    ...runs(stages, material),
  ];
}

/** Of scenarios that come by what was touched in another order than their own, which shows late. */
export function fineQuestionsFor(scope: Scope, material: Material, late: readonly string[]): Question[] {
  const open = orders(references(scope), material).filter(({ scenario }) => late.includes(scenario.id));
  return open.map((question) => as("fine", question));
}

function references({ eras, kernel }: Scope): Asked[] {
  return ERAS.filter(({ id }) => eras.includes(id)).map((era) => {
    const first = { era, release: era.releases[0] };
    return kernel?.era.id === era.id ? { ...first, as: kernel } : first;
  });
}

function canRun(scenario: Scenario, { as, ...kernel }: Asked): boolean {
  return whyNot(scenario, as ?? kernel) === null;
}

function as(ask: "races" | "fine", { scenario, kernel }: Question): Question {
  return { ask, scenario, kernel };
}

const nameOf = ({ era, release }: ModelledKernel) => `${era.id}@${release.id}`;

function runs(kernels: readonly Asked[], { scenarios }: Material): Question[] {
  return kernels.flatMap((kernel) =>
    scenarios
      .filter((scenario) => canRun(scenario, kernel))
      .map((scenario): Question => ({ ask: "run", scenario, kernel: nameOf(kernel) })),
  );
}

/** Of scenarios whose order is open, and of those in which the register takes a guard out: all their orders are looked at as well. */
function orders(kernels: readonly Asked[], { scenarios, guards: register }: Material): Question[] {
  const cells = register.flatMap(({ eras }) => Object.values(eras));
  const named = new Set(cells.flatMap((cell) => ("scenario" in cell ? cell.scenario : [])));
  return kernels.flatMap((kernel) =>
    scenarios
      .filter((scenario) => (isOpen(scenario) || named.has(scenario.id)) && canRun(scenario, kernel))
      .map((scenario): Question => ({ ask: "orders", scenario, kernel: nameOf(kernel) })),
  );
}

function guards(eras: readonly EraId[], { guards: register, scenarios }: Material): Question[] {
  return register.flatMap((entry) =>
    Object.entries(entry.eras).flatMap(([kernel, cell]): Question[] => {
      if ("absent" in cell || !eras.some((id) => kernel.split("@")[0] === id)) return [];
      const scenario = scenarios.find(({ id }) => id === cell.scenario);
      return scenario ? [{ ask: "guard", scenario, kernel, entry }] : [];
    }),
  );
}

function recordings(eras: readonly EraId[], { recordings: all, scenarios }: Material): Question[] {
  return all.flatMap(({ kernel, pattern, recorded, unmodelled }): Question[] => {
    const scenario = scenarios.find(({ id }) => id === pattern.scenario);
    if (!scenario || !eras.some((id) => kernel.split("@")[0] === id)) return [];
    return [{ ask: "recording", scenario, kernel, pattern, recorded, unmodelled }];
  });
}

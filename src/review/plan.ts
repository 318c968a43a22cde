/** What both sides are asked, in the order in which it is: what finds most in the least time comes first. */
import type { EraId } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { whyNot } from "../engine/scenario/runnable.ts";
import type { Scenario } from "../engine/scenario/scenario.ts";
import { isOpen } from "../engine/verdicts/judge.ts";
import type { GuardEntry } from "../knowledge/guards/register.ts";
import type { HeldRecording } from "../knowledge/kernels/held.ts";
import type { Question } from "./look.ts";

/** All that is known of the models, and that a change is held to. */
export interface Material {
  scenarios: readonly Scenario[];
  guards: readonly GuardEntry[];
  recordings: readonly HeldRecording[];
}

export function questionsFor(eras: readonly EraId[], material: Material): Question[] {
  const own = ERAS.filter(({ id }) => eras.includes(id));
  const references = own.map((era) => ({ era, release: era.releases[0] }));
  const others = own.flatMap((era) => era.releases.slice(1).map((release) => ({ era, release })));
  const stages = own.flatMap((era) => era.stages.map((release) => ({ era, release })));
  return [
    ...runs(references, material),
    ...orders(references, material),
    ...races(references, material),
    ...guards(eras, material),
    ...recordings(eras, material),
    ...runs(others, material),
    ...orders(others, material),
    ...runs(stages, material),
  ];
}

/** What is asked of a finely cut copy: it has more steps by far. */
export function fineQuestionsFor(eras: readonly EraId[], material: Material): Question[] {
  const own = ERAS.filter(({ id }) => eras.includes(id));
  return orders(
    own.map((era) => ({ era, release: era.releases[0] })),
    material,
  );
}

const nameOf = ({ era, release }: ModelledKernel) => `${era.id}@${release.id}`;

function runs(kernels: readonly ModelledKernel[], { scenarios }: Material): Question[] {
  return kernels.flatMap((kernel) =>
    scenarios
      .filter((scenario) => whyNot(scenario, kernel) === null)
      .map((scenario): Question => ({ ask: "run", scenario, kernel: nameOf(kernel) })),
  );
}

function races(kernels: readonly ModelledKernel[], material: Material): Question[] {
  return orders(kernels, material).map((question) => ({ ...question, ask: "races" }) as Question);
}

/** Of scenarios whose order is open, and of those in which the register takes a guard out: all their orders are looked at as well. */
function orders(kernels: readonly ModelledKernel[], { scenarios, guards: register }: Material): Question[] {
  const cells = register.flatMap(({ eras }) => Object.values(eras));
  const named = new Set(cells.flatMap((cell) => ("scenario" in cell ? cell.scenario : [])));
  return kernels.flatMap((kernel) =>
    scenarios
      .filter((scenario) => (isOpen(scenario) || named.has(scenario.id)) && whyNot(scenario, kernel) === null)
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

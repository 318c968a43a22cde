/** Small machines for pictures: set up from the text of a scenario, and run to the end of it. */

import { findEra, NEWEST } from "../../../models/index.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Page } from "../../../models/machine/page.ts";
import { chooserFor } from "../../engine/run/order.ts";
import { bootMachine, createActors } from "../../engine/run/prepare.ts";
import { loadScenario } from "../../engine/scenario/load.ts";

interface SmallMachine {
  k: Kernel;
  pages: Map<string, Page>;
  /** Lets the actors do what they are to do. */
  run(): void;
}

/** `set`: what a scenario file has, but for title, story and sources. */
export function smallMachine(set: string, kernel: string = NEWEST.id): SmallMachine {
  const scenario = loadScenario(`title: A picture\nstory: A picture\nsources: [none]\n${set}`, "a picture");
  const { era, release } = findEra(kernel) ?? {};
  if (!era || !release) throw new Error(`there is no era ${kernel}`);
  const machine = bootMachine(scenario, era, release);
  const run = () => {
    const { scheduler } = createActors(scenario, machine)();
    const choose = chooserFor(scenario.order);
    while (!scheduler.finished) {
      const actor = choose(scheduler);
      if (actor === null) throw new Error("the machine of a picture is stuck");
      scheduler.run(actor);
    }
  };
  return { ...machine, run };
}

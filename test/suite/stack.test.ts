// Variables on the stack of a task: dead when their function returns, wherever it does, and not when the task crashes.
import { describe, expect, it } from "vitest";
import { Fault } from "../../models/machine/fault.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import type { ListHead } from "../../models/machine/list.ts";
import { runAlone, type Scheduler } from "../../models/machine/scheduler.ts";
import type { Steps } from "../../models/machine/step.ts";
import { on_stack } from "../../models/machine/task.ts";
import { type Chooser, chooserFor } from "../../src/engine/run/order.ts";
import { bootMachine, createActors } from "../../src/engine/run/prepare.ts";
import { whyNot } from "../../src/engine/scenario/runnable.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { type KernelCase, RELEASES } from "./kernels.ts";

type Way = "early" | "late" | "crash";

const function_with_list = on_stack(function* (stack, _k: Kernel, way: Way, seen: ListHead[]): Steps<number> {
  yield "isolate:pin";
  seen.push(stack.list("list"));
  if (way === "early") return 1;
  if (way === "crash") throw new Fault("BUG", "crash");
  yield "isolate:pin";
  return 2;
});

describe("a list on the stack", () => {
  const live = (way: Way): boolean[] => {
    const [{ era, release }] = RELEASES as [KernelCase];
    const k = new Kernel(era, release);
    const seen: ListHead[] = [];
    try {
      runAlone(k, "test", function_with_list(k, way, seen));
    } catch {
      expect(way).toBe("crash");
    }
    return seen.map(({ addr }) => k.memory.isLive(addr));
  };
  it("is dead after each way out", () => {
    expect(live("early")).toEqual([false]);
    expect(live("late")).toEqual([false]);
  });
  it("stays where its task crashes, for whoever looks at the remains", () => expect(live("crash")).toEqual([true]));
});

/** False: it crashes, waits for ever, or its order leads elsewhere on this kernel. Other tests say which of these is right. */
function ends(scheduler: Scheduler, choose: Chooser): boolean {
  try {
    while (!scheduler.finished) {
      const actor = choose(scheduler);
      if (actor === null) return false;
      scheduler.run(actor);
    }
    return true;
  } catch {
    return false;
  }
}

describe.each(RELEASES)("on $name", ({ era, release }) => {
  it("all stacks are empty after every scenario", () => {
    const scenarios = shippedScenarios()
      .map(findScenario)
      .filter((scenario) => scenario.order !== "open" && whyNot(scenario, { era, release }) === null);
    let ended = 0;
    for (const scenario of scenarios) {
      const { k, scheduler } = createActors(scenario, bootMachine(scenario, era, release))();
      const before = k.tasks.map(({ sp }) => sp);
      if (!ends(scheduler, chooserFor(scenario.order))) continue;
      ended++;
      const after = k.tasks.map(({ sp }) => sp);
      expect(after, scenario.id).toEqual(before);
    }
    expect(ended).toBeGreaterThan(10);
  });
});

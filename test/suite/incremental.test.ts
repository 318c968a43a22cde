// After a step the checks look only at what it may have changed. Here they are held, after every step, to others that look at all of it.

import { isDeepStrictEqual } from "node:util";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { GUARDS } from "../../models/guards.ts";
import { ERAS } from "../../models/index.ts";
import type { PageState } from "../../models/invariants/page_state.ts";
import { keysOf } from "../../models/keys.ts";
import { Fault } from "../../models/machine/fault.ts";
import type { Actor } from "../../models/machine/scheduler.ts";
import { must } from "../../src/engine/must.ts";
import { CannotRun } from "../../src/engine/run/cannot_run.ts";
import { Checker } from "../../src/engine/run/check.ts";
import { type Chooser, chooserFor } from "../../src/engine/run/order.ts";
import { bootMachine, createActors, type Prepared } from "../../src/engine/run/prepare.ts";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import { World } from "../../src/engine/verify/learned/world.ts";
import { findScenario, shippedScenarios } from "../../src/knowledge/scenarios/files.ts";
import { plans, RandomRun } from "./random.ts";

/** All that is known of the pages of which anything could be said. */
function told({ state, remembered }: Checker, frames: Iterable<number>) {
  const { k, pages, tally } = state;
  const plain = ({ page: _, list, balloon, ...rest }: PageState) => ({ ...rest, list, balloon: balloon?.name });
  return {
    pages: [...frames].map((pfn) => plain(must(pages.get(pfn), "such page"))),
    counts: [...k.devices.keys()].map((name) =>
      [tally.listed, tally.away, ...tally.used].map((counts) => counts.of(name)),
    ),
    busy: [tally.busy, tally.taken],
    remembered: remembered.split(" ").sort(),
  };
}

/** One looks at all, the other at what was touched. */
class Both {
  private readonly all: Checker;
  private readonly some: Checker;

  constructor(prepared: Prepared) {
    this.all = new Checker(prepared, { undoes: true });
    this.some = new Checker(prepared);
    this.compare();
  }

  /** What both find. */
  afterStep(actor: Actor) {
    const broken = this.all.afterStep(actor, null);
    expect(this.some.afterStep(actor)).toEqual(broken);
    this.compare();
    return broken;
  }

  private compare(): void {
    const frames = [...this.some.state.pages.keys()];
    const [some, all] = [told(this.some, frames), told(this.all, frames)];
    // After each of so many steps, looking for a difference must cost less than showing one.
    if (!isDeepStrictEqual(some, all)) expect(some).toEqual(all);
  }
}

const NAMES = keysOf(GUARDS);

describe.each(shippedScenarios().map((id, number) => ({ id, number })))("$id", ({ id, number }) => {
  const scenario = findScenario(id);
  it.each(kernelsFor(scenario))("$era.id: at every step, with all guards and without some", ({ era, release }) => {
    const missing = [number, number + 17, number + 41].map((each) => must(NAMES[each % NAMES.length], "such guard"));
    for (const guard of [null, ...missing]) {
      try {
        const machine = bootMachine(scenario, era, release, [...scenario.without, ...(guard === null ? [] : [guard])]);
        holdBoth(createActors(scenario, machine)(), chooserFor(guard === null ? scenario.order : "sequential"));
      } catch (error) {
        // Without the guard the kernel crashes in the set-up, or on the way: up to there they agreed.
        if (!(error instanceof Fault || error instanceof CannotRun)) throw error;
      }
    }
  });
});

function holdBoth(prepared: Prepared, choose: Chooser): void {
  const both = new Both(prepared);
  for (let actor = choose(prepared.scheduler); actor !== null; actor = choose(prepared.scheduler)) {
    prepared.scheduler.run(actor);
    if (both.afterStep(actor) !== null) return;
  }
}

describe.each(ERAS)("$id", (era) => {
  const [release] = era.releases;

  test.prop([plans(2, 24), fc.option(fc.constantFrom(...NAMES))], {
    seed: 20160701,
    numRuns: 150,
    maxSkipsPerRun: 1,
  })("random runs: at every step, and in what is broken", (plan, guard) => {
    fc.pre(era.drivers[plan.driver] !== undefined);
    const run = new RandomRun(era, plan, guard === null ? [] : [guard]);
    const both = new Both(run.prepared);
    run.checker.afterStep = (actor) => both.afterStep(actor);
    try {
      run.run();
    } catch (error) {
      // Without a guard something goes wrong, and both must have found it.
      if ((error as Error).name === "AssertionError") throw error;
    }
  });

  test.prop([fc.array(fc.nat(99), { maxLength: 120 })], { seed: 20160701, numRuns: 60 })(
    "steps that are repeated and undone, as the explorer does",
    (choices) => {
      const scenario = findScenario("isolate-races-deflate");
      const machine = bootMachine(scenario, era, release, ["isolate:recheck"]);
      machine.k.memory.hashing = machine.k.memory.learning = true;
      const world = new World(createActors(scenario, machine), ({ memory }) =>
        memory.footprint.slice(0, memory.touched),
      );
      const all = new Checker(world.prepared, { undoes: true });
      const some = new Checker(world.prepared, { undoes: true });
      let depth = 0;
      for (const choice of choices) {
        const ready = world.prepared.scheduler.actors.flatMap((actor, index) => (actor.ready ? [index] : []));
        const actor = ready[choice % ready.length];
        const broken = choice % 5 === 0 || actor === undefined || world.step(actor) !== null;
        if (broken) {
          depth = Math.floor(depth / 2);
          world.undoTo(depth);
          for (const checker of [all, some]) checker.undoTo(depth);
        } else {
          depth++;
          const ran = must(world.prepared.scheduler.actors[actor], "such actor");
          expect(some.afterStep(ran, world.last)).toEqual(all.afterStep(ran, null));
        }
        expect(told(some, some.state.pages.keys())).toEqual(told(all, some.state.pages.keys()));
      }
    },
  );
});

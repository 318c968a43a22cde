/** A search split over workers: whatever their number, it says what one search says. */
import { afterAll, describe, expect, it } from "vitest";
import { findEra } from "../../../models/index.ts";
import { Client } from "../../../src/engine/away/client.ts";
import type { Reply, Request } from "../../../src/engine/away/messages.ts";
import { serve } from "../../../src/engine/away/serve.ts";
import { must } from "../../../src/engine/must.ts";
import { verifyInParts } from "../../../src/engine/verify/jobs.ts";
import type { Explorer } from "../../../src/engine/verify/start.ts";
import type { Task } from "../../../src/engine/verify/task.ts";
import { type Verification, verify } from "../../../src/engine/verify/verify.ts";
import { workBy } from "../../../src/engine/verify/work.ts";
import { guardRegister } from "../../../src/knowledge/guards/files.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { scanners } from "./scanners.ts";

/** A worker without a thread: what is said arrives as late, and copied. `slow`: turns of the event loop before it hears anything. */
function worker(slow: number): Explorer {
  return new Client(() => {
    const hears: ((request: Request) => void)[] = [];
    const replies: ((reply: Reply) => void)[] = [];
    const late = (turns: number, then: () => void) =>
      turns === 0 ? queueMicrotask(then) : setImmediate(() => late(turns - 1, then));
    serve(
      {
        send: (reply) => {
          const copy = structuredClone(reply);
          late(0, () => replies.map((hear) => hear(copy)));
        },
        listen: (onMessage) => hears.push(onMessage),
      },
      workBy(() => performance.now()),
    );
    return {
      send: (request) => late(slow, () => hears.map((hear) => hear(structuredClone(request)))),
      listen: (onMessage) => replies.push(onMessage),
      end: () => {},
    };
  });
}
const [first, second, third] = [worker(0), worker(3), worker(1)];
const all: [Explorer, ...Explorer[]][] = [
  [first, second],
  [third, first, second],
];
afterAll(() => [first, second, third].map((each) => each.close()));

const goesOn = () => true;
const inParts = (explorers: [Explorer, ...Explorer[]], task: Task) => verifyInParts(explorers, task, goesOn);
function alone({ scenario, era, options }: Task): Verification {
  const found = must(findEra(era), `kernel ${era}`);
  return verify(scenario, found.era, found.release, options);
}
/** All but what counts work, and orders that lead to an end: there are several. */
function said({ verdict, message, expected, compared, counterexample, can, exploration }: Verification) {
  const isAll = exploration.bound === null;
  const ends = [...exploration.outcomes.keys()].sort();
  const happens = can.map(({ what, choices }) => ({ what, happens: choices !== null }));
  return {
    verdict,
    message,
    expected,
    compared,
    counterexample,
    bound: exploration.bound,
    ...(isAll && { ends, happens }),
  };
}

/** Of a few guards a scenario that goes wrong without it, or not. */
const tasks: Task[] = guardRegister()
  .filter((_, at) => at % 17 === 0)
  .flatMap(({ guard, eras }) =>
    Object.entries(eras)
      .flatMap(([era, cell]) => ("absent" in cell ? [] : [{ guard, era, scenario: cell.scenario }]))
      .slice(0, 1),
  )
  .flatMap(({ guard, era, scenario }) =>
    [[], [guard]].map((without) => ({
      scenario: findScenario(scenario),
      era: era as Task["era"],
      options: { without },
    })),
  );

describe("a search in jobs", () => {
  const seen = { wrong: 0, fine: 0, left: 0 };

  it.each(tasks.map((task) => ({ task, name: `${task.scenario.id} on ${task.era} without ${task.options?.without}` })))(
    "says of $name what one says",
    async ({ task }) => {
      const one = alone(task);
      for (const explorers of all) {
        const result = await inParts(explorers, task);
        if (result === null) seen.left++;
        else expect(said(result)).toEqual(said(one));
        if (result?.counterexample) seen.wrong++;
        else if (result) seen.fine++;
      }
    },
  );

  it("was asked of what goes wrong, of what is fine, and hardly leaves anything to one search", () => {
    expect(seen.wrong).toBeGreaterThanOrEqual(6);
    expect(seen.fine).toBeGreaterThanOrEqual(6);
    expect(seen.left).toBeLessThan(seen.wrong + seen.fine);
  });

  it("says the same each time, counts and orders too", async () => {
    for (const without of [[], ["isolate:recheck" as const]]) {
      const task: Task = { scenario: scanners(1), era: "mops", options: { without } };
      const once = await inParts([first, second], task);
      expect(once).not.toBeNull();
      expect(await inParts([first, second], task)).toEqual(once);
      expect(await inParts([second, first], task)).toEqual(once);
    }
  });

  it("leaves to one search what cannot be run", async () => {
    expect(await inParts([first, second], { scenario: scanners(1), era: "mops", release: "5.10" })).toBeNull();
  });

  it("stops when it is told to, and says so", async () => {
    const task: Task = { scenario: scanners(3), era: "flags", options: { invariants: false } };
    const result = await verifyInParts([first, second], task, () => false);
    expect(result).toMatchObject({ verdict: "bound", message: "cancelled" });
  });
});

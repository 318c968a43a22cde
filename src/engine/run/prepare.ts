/** From a scenario and a kernel to a machine that is set up, with its actors at their first steps. */

import type { Era, Release } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { BadOperation } from "../../../models/machine/bad_operation.ts";
import { bufferStores } from "../../../models/machine/drains.ts";
import { Kernel } from "../../../models/machine/kernel.ts";
import { Page, page_to_pfn } from "../../../models/machine/page.ts";
import { Actor, runAlone, Scheduler } from "../../../models/machine/scheduler.ts";
import type { Steps } from "../../../models/machine/step.ts";
import { PF_MEMALLOC } from "../../../models/machine/task.ts";
import { createWorkspace, OPERATIONS, type Workspace } from "../../../models/operations.ts";
import { must } from "../must.ts";
import { isReaders } from "../scenario/readers.ts";
import type { OperationCall, Place, Scenario } from "../scenario/scenario.ts";
import { asCannotRun, atPlace, CannotRun } from "./cannot_run.ts";
import { type Limit, Stopped } from "./limit.ts";

export interface Machine {
  k: Kernel;
  pages: Map<string, Page>;
}

export interface Prepared {
  k: Kernel;
  scheduler: Scheduler;
  /** Frames by the names that the scenario gave them. */
  pages: Map<string, Page>;
  /** What each operation of each actor returned, so far. */
  results: Record<string, unknown[]>;
}

/** A machine after the scenario's set-up. Throws CannotRun where that comes to no good end, and Stopped where the limit is reached before it ends. */
export function bootMachine(
  scenario: Scenario,
  era: Era,
  release: Release,
  without: readonly GuardName[] = [],
  limit: Limit = () => null,
): Machine {
  if (isReaders(scenario)) throw new Error("a reader's scenario is run in a worker, never on the page itself");
  const k = new Kernel(era, release, { machine: scenario.machine, config: scenario.config, without });
  for (const [name, device] of Object.entries(scenario.drivers)) {
    const driver = era.drivers[device.driver];
    if (!driver) throw new TypeError(`${era.id} has no driver ${device.driver}`);
    const probe = () => driver.probe(k, name, device.options);
    k.devices.set(name, { driver, device: atPlace(device, `${name} does not come up`, probe) });
    refuseLogged(k, device, `${name} does not come up in order`);
  }
  const pages = new Map<string, Page>();
  if (scenario.setup.length > 0) setUp(k, scenario.setup, pages, limit);
  k.memory.clearFootprint();
  return { k, pages };
}

function setUp(k: Kernel, calls: readonly OperationCall[], pages: Map<string, Page>, limit: Limit): void {
  const done: unknown[] = [];
  try {
    runAlone(
      k,
      "setup",
      runCalls(k, calls, createWorkspace(k, "setup", pages), done, () => true),
      () => {
        const why = limit();
        if (why !== null) throw new Stopped(why, `stopped in the set-up (${why}): nothing of the run is known`);
      },
    );
  } catch (error) {
    const call = must(calls[done.length], "such call");
    throw asCannotRun(call, `${call.name} cannot be done`, error);
  }
}

/** What the kernel logs before the first step of a run is in no trace and no verdict, so it may not be passed over. */
function refuseLogged({ log: [line] }: Kernel, place: Place, what: string): void {
  if (line === undefined) return;
  const todo = "Put what leads to it into an actor, where it is a verdict.";
  throw new CannotRun(place, `${what}: the kernel logs ${line.text}. ${todo}`);
}

/**
 * Creates the scenario's tasks. Each call of the function returned starts them anew, from the memory as it is then; none of them has
 * touched it yet.
 */
export function createActors({ actors }: Scenario, { k, pages }: Machine): () => Prepared {
  const tasks = actors.map(({ name, flags, does }) =>
    // A scenario of a test can have an actor that does nothing.
    atPlace(does[0] ?? { line: 1, column: 1 }, `there is no room for ${name}`, () => {
      const task = k.task(name, flags.includes("PF_MEMALLOC") ? PF_MEMALLOC : 0);
      return { name, does, task, isolated: createWorkspace(k, name, pages).isolated };
    }),
  );
  const startDrains = bufferStores(
    k,
    tasks.map(({ task }) => task),
  );
  k.memory.clearFootprint();
  return () => {
    const named = new Map(pages);
    const results: Record<string, unknown[]> = {};
    let begins = true;
    const started = tasks.map(({ name, does, task, isolated }) => {
      const told: unknown[] = [];
      results[name] = told;
      return new Actor(
        name,
        task,
        runCalls(k, does, { pages: named, isolated }, told, () => begins),
      );
    });
    const scheduler = new Scheduler(k, [...started, ...startDrains()]);
    begins = false;
    return { k, scheduler, pages: named, results };
  };
}

/** `begins`: in the set-up, and before the first step of any actor, when what goes wrong is no verdict yet. */
function* runCalls(
  k: Kernel,
  calls: readonly OperationCall[],
  space: Workspace,
  results: unknown[],
  begins: () => boolean,
): Steps {
  for (const call of calls) {
    try {
      const result = yield* operation(k, call, space);
      bind(space, call.args.as, result);
      if (begins()) refuseLogged(k, call, `${call.name} goes wrong`);
      results.push(readable(result));
    } catch (error) {
      throw begins() || error instanceof BadOperation ? asCannotRun(call, `${call.name} cannot be done`, error) : error;
    }
    k.memory.knowledge?.forget();
  }
}

function operation(k: Kernel, { name, args }: OperationCall, space: Workspace): Steps<unknown> {
  const known = OPERATIONS[name];
  if (known) return known.run(k, space, args);
  const [deviceName = "", operationName = ""] = name.split(".");
  const entry = k.devices.get(deviceName);
  const device = entry?.driver.operations[operationName];
  if (!entry || !device) throw new BadOperation(`${k.era.id} has no operation ${name}`);
  return device.run(entry.device, args);
}

/** `as: [p, q]` names the pages that the operation returned, in order. */
function bind(space: Workspace, as: unknown, result: unknown): void {
  const names = as === undefined ? [] : Array.isArray(as) ? as : [as];
  const pages = Array.isArray(result) ? result : [result];
  names.forEach((name, index) => {
    const page = pages[index];
    if (page instanceof Page) space.pages.set(String(name), page);
  });
}

/** Results as they appear in expectations and traces: frames instead of pages, null instead of nothing. */
function readable(result: unknown): unknown {
  if (result instanceof Page) return page_to_pfn(result);
  if (Array.isArray(result)) return result.map(readable);
  return result ?? null;
}

/**
 * Small scenarios that nobody wrote: two or three actors, each with one thing to do, on every driver, on two devices of one or of two drivers, and beside
 * the core. They are texts as in content/scenarios, so each can be kept as a file and looked at with `eras races`.
 */
import fc from "fast-check";
import { must } from "../../../engine/must.ts";
import { loadScenario } from "../../../engine/scenario/load.ts";
import type { Scenario } from "../../../engine/scenario/scenario.ts";
import { type Call, coreTasks, KITS, type Task, type World } from "./kits.ts";

/** Two blocks of few frames: enough to move to, and soon full. A driver that needs more says so. */
const MACHINE = { pages: 4, pageblock: 2, block: 2, contents: true };

/** Pages that a call gives names to. */
function namedIn(call: Call): string[] {
  return Object.values(call).flatMap((args) => [args?.as ?? []].flat().map(String));
}

function worldOf(kinds: readonly [driver: string, held: number][]): World {
  const devices = kinds.map(([driver, held], at) => must(KITS[driver], driver)(at === 0 ? "one" : "two", held));
  const pages = devices.flatMap(({ setup }) => setup).flatMap(namedIn);
  return {
    name: kinds.map(([driver, held]) => `${driver}-${held}`).join("-"),
    drivers: Object.assign({}, ...devices.map(({ drivers }) => drivers)),
    setup: devices.flatMap(({ setup }) => setup),
    pages: Math.max(MACHINE.pages, ...devices.flatMap((each) => each.pages ?? [])),
    eras: Object.assign({}, ...devices.map(({ eras }) => eras)),
    tasks: [
      ...devices.flatMap(({ tasks }) => tasks),
      ...coreTasks(
        pages.length === 0 ? [0] : pages.slice(0, 2),
        devices.some(({ oneMover }) => oneMover),
      ),
    ],
  };
}

const WORLDS: readonly World[] = [
  ...Object.keys(KITS).flatMap((driver) =>
    (driver === "slab" ? [0] : [0, 1, 2]).map((held) => worldOf([[driver, held]])),
  ),
  ...Object.keys(KITS).flatMap((first, at) =>
    Object.keys(KITS)
      .slice(at)
      .flatMap((second) =>
        [
          [1, 0],
          [1, 1],
          [2, 1],
        ].map(([one, two]) =>
          worldOf([
            [first, must(one, "count")],
            [second, must(two, "count")],
          ]),
        ),
      ),
  ),
];

/** One of the kind. */
export interface Program {
  readonly name: string;
  /** As YAML. */
  readonly text: string;
}

/** Orders of one program that are tried: most have more, and the first ones show nearly all. */
export const EXECUTIONS = 60;

function programOf(world: World, tasks: readonly Task[]): Program {
  const form = {
    title: "A program that nobody wrote",
    story: "It was put together by src/tools/bench/races, to see whether its steps are one and its meetings known.",
    machine: { ...MACHINE, pages: world.pages },
    drivers: world.drivers,
    setup: world.setup,
    actors: Object.fromEntries(tasks.map(({ does }, at) => [`cpu${at}`, does])),
    order: "open",
    ...(Object.keys(world.eras ?? {}).length === 0 ? {} : { eras: world.eras }),
    expect: { verdict: "ok" },
  };
  return { name: [world.name, ...tasks.map(({ name }) => name)].join("+"), text: JSON.stringify(form) };
}

function mayMeet(tasks: readonly Task[]): boolean {
  const alone = tasks.flatMap(({ once }) => (once === undefined ? [] : [once]));
  return new Set(alone).size === alone.length;
}

/** Of two devices each has its part: one beside an idle one is in another world. */
function usesAll(world: World, tasks: readonly Task[]): boolean {
  const devices = Object.keys(world.drivers);
  return devices.length === 1 || devices.every((device) => tasks.some((task) => task.device === device));
}

/** Every choice of so many, the same task more than once. */
function choicesOf(tasks: readonly Task[], many: number): Task[][] {
  if (many === 0) return [[]];
  return tasks.flatMap((task, at) => choicesOf(tasks.slice(at), many - 1).map((rest) => [task, ...rest]));
}

/** All of two actors, or of three. What a driver has nothing to hold of is the same in several worlds, and counts once. */
export function programs(actors: number): Program[] {
  const all = WORLDS.flatMap((world) =>
    choicesOf(world.tasks, actors)
      .filter((tasks) => mayMeet(tasks) && usesAll(world, tasks))
      .map((tasks) => programOf(world, tasks)),
  );
  return [...new Map(all.toReversed().map((program) => [program.text, program])).values()].reverse();
}

/** So many of them, in the order of a seed. */
export function some(all: readonly Program[], many: number, seed: number): Program[] {
  const count = Math.min(many, all.length);
  const subset = fc.shuffledSubarray([...all], { minLength: count, maxLength: count });
  return must(fc.sample(subset, { seed, numRuns: 1 })[0], "sample");
}

export function scenarioOf({ name, text }: Program): Scenario {
  return loadScenario(text, `${name}.yaml`);
}

/**
 * Small scenarios that nobody wrote: two or three actors, each with one thing to do, on every driver, on two devices of one or of two drivers, and beside
 * the core. They are texts as in content/scenarios, so each can be kept as a file and looked at with `eras races`.
 */
import fc from "fast-check";
import { must } from "../../../engine/must.ts";
import { loadScenario } from "../../../engine/scenario/load.ts";
import type { Scenario } from "../../../engine/scenario/scenario.ts";

type Call = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

/** What one actor does. `once`: it may not have company of its own kind, as the kernel has one thread for it, or as its user would be the one to blame. */
interface Task {
  readonly name: string;
  /** Null: the core's. */
  readonly device: string | null;
  readonly does: readonly Call[];
  readonly once?: string;
}

interface World {
  readonly name: string;
  readonly drivers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly setup: readonly Call[];
  readonly tasks: readonly Task[];
  /** Nobody who takes pages from their owners is among `tasks`, but for one. */
  readonly oneMover?: boolean;
  /** Kernels where it is known to go wrong, whoever comes by. */
  readonly eras?: Readonly<Record<string, { skip: string; source: string }>>;
}

/** A driver with one device: what fills it, and what its users may do. `held`: pages or objects that it has from the set-up. */
type Kit = (device: string, held: number) => Omit<World, "name">;

const call = (device: string, operation: string, args: Record<string, unknown> | null = null): Call => ({
  [`${device}.${operation}`]: args,
});
const names = (device: string, held: number) => Array.from({ length: held }, (_, each) => `${device}${each}`);

function balloonOf(driver: string, once?: string): Kit {
  return (device, held) => ({
    drivers: { [device]: { driver } },
    setup: held === 0 ? [] : [call(device, "inflate", { pages: held, as: names(device, held) })],
    tasks: [
      { name: "inflate", does: [call(device, "inflate", { pages: 1 })] },
      ...(held === 0 ? [] : [{ name: "deflate", does: [call(device, "deflate", { pages: held })] }]),
      ...(driver === "vmw-balloon" ? [{ name: "reset", does: [call(device, "reset")] }] : []),
    ].map((task) => ({
      ...task,
      device,
      name: `${device}.${task.name}`,
      ...(once === undefined ? {} : { once: device }),
    })),
  });
}

const zsmalloc: Kit = (device, held) => ({
  drivers: { [device]: { driver: "zsmalloc" } },
  setup: names(device, held).map((name) => call(device, "malloc", { size: 1, value: 5, as: [name] })),
  tasks: [
    { device, name: `${device}.malloc`, does: [call(device, "malloc", { size: 1, value: 6 })] },
    { device, name: `${device}.malloc-large`, does: [call(device, "malloc", { size: 8, value: 7 })] },
    { device, name: `${device}.worker`, does: [call(device, "free_worker")] },
    ...names(device, held).flatMap((object) => [
      { device, name: `${device}.free-${object}`, does: [call(device, "free", { object })] },
      { device, name: `${device}.read-${object}`, does: [call(device, "read", { object })] },
    ]),
  ],
});

/** As in content/scenarios/z3fold-free-races-migration.yaml. */
const WITHOUT_A_MARK = {
  skip: "A header that moves has no mark there, so a handle leads to one that is gone.",
  source: '"mm/z3fold: fix z3fold_page_migrate races with z3fold_map", v5.19',
};

/** Of tasks with this, one. */
const MOVES = "takes pages from their owners";

const z3fold: Kit = (device, held) => ({
  oneMover: true,
  ...(held === 0 ? {} : { eras: { "aops@..5.18": WITHOUT_A_MARK } }),
  drivers: { [device]: { driver: "z3fold" } },
  setup: [
    ...names(device, held).map((_, value) => call(device, "alloc", { value })),
    ...names(device, held).flatMap((name, object) => [
      call(device, "map", { object, as: [name] }),
      call(device, "unmap", { object }),
    ]),
  ],
  tasks: [
    // A new page is marked before its header is locked: a scanner can have it on its list when it joins the pool's. A bug of the kernel's.
    { device, name: `${device}.alloc`, does: [call(device, "alloc", { value: 9 })], once: MOVES },
    { device, name: `${device}.work`, does: [call(device, "work")], once: `${device}.work` },
    ...names(device, held).flatMap((_, object) => [
      {
        device,
        name: `${device}.free-${object}`,
        does: [call(device, "free", { object })],
        once: `${device}.${object}`,
      },
      {
        device,
        name: `${device}.read-${object}`,
        does: [call(device, "read", { object })],
        once: `${device}.${object}`,
      },
    ]),
  ],
});

const secretmem: Kit = (device, held) => ({
  drivers: { [device]: { driver: "secretmem" } },
  setup: names(device, held).map((name) => call(device, "fault", { as: name })),
  tasks: [
    { device, name: `${device}.fault`, does: [call(device, "fault")], once: `${device}.free` },
    { device, name: `${device}.free`, does: [call(device, "free")], once: `${device}.free` },
  ],
});

const slab: Kit = (device) => ({
  drivers: { [device]: { driver: "slab" } },
  setup: [],
  tasks: [{ device, name: `${device}.cycle`, does: [call(device, "cycle")], once: device }],
});

const KITS: Readonly<Record<string, Kit>> = {
  "virtio-balloon": balloonOf("virtio-balloon"),
  "vmw-balloon": balloonOf("vmw-balloon"),
  cmm: balloonOf("cmm", "one thread"),
  zsmalloc,
  z3fold,
  secretmem,
  slab,
};

/** What the core and its users do to the pages that there are. */
function coreTasks(pages: readonly (string | number)[], oneMover: boolean): Task[] {
  const mover = oneMover ? { once: MOVES } : {};
  const each = pages.flatMap((page) => [
    { name: `isolate-${page}`, does: [{ isolate: { page } }, { putback: null }], ...mover },
    {
      name: `move-${page}`,
      does: [{ isolate: { page } }, { migrate: { mode: "MIGRATE_ASYNC" } }, { putback: null }],
      ...mover,
    },
    // Of a frame that is free when it looks, and then allocated: the new owner finds its page locked and warns, in the kernel too.
    ...(typeof page === "number"
      ? []
      : [{ name: `soft-offline-${page}`, does: [{ "soft-offline": { page } }], ...mover }]),
  ]);
  return [
    ...each,
    { name: "compact", does: [{ compact: { mode: "MIGRATE_ASYNC" } }], ...mover },
    { name: "contig", does: [{ contig: { start: 0, end: 2 } }], ...mover },
    { name: "offline", does: [{ offline: { block: 0 } }], once: oneMover ? MOVES : "offline" },
    { name: "visit", does: [{ visit: { page: 0, and: 1 } }] },
    { name: "alloc", does: [{ alloc: { pages: 1 } }] },
    { name: "map", does: [{ map: { pages: 1 } }] },
  ].map((task) => ({ ...task, device: null }));
}

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

/** Two blocks of few frames: enough to move to, and soon full. */
const MACHINE = { pages: 4, pageblock: 2, block: 2, contents: true };

function programOf(world: World, tasks: readonly Task[]): Program {
  const form = {
    title: "A program that nobody wrote",
    story: "It was put together by src/tools/bench/races, to see whether its steps are one and its meetings known.",
    machine: MACHINE,
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

/** All of two actors, or of three. */
export function programs(actors: number): Program[] {
  return WORLDS.flatMap((world) =>
    choicesOf(world.tasks, actors)
      .filter((tasks) => mayMeet(tasks) && usesAll(world, tasks))
      .map((tasks) => programOf(world, tasks)),
  );
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

/** What drivers, the core and its users can do in programs.ts: a device is filled, and then each actor has one task. */
export type Call = Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;

/** What one actor does. `once`: it may not have company of its own kind, as the kernel has one thread for it, or as its user would be the one to blame. */
export interface Task {
  readonly name: string;
  /** Null: the core's. */
  readonly device: string | null;
  readonly does: readonly Call[];
  readonly once?: string;
}

export interface World {
  readonly name: string;
  readonly drivers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly setup: readonly Call[];
  readonly tasks: readonly Task[];
  /** Of its machine. */
  readonly pages: number;
  /** Nobody who takes pages from their owners is among `tasks`, but for one. */
  readonly oneMover?: boolean;
  /** Kernels where it is known to go wrong, whoever comes by. */
  readonly eras?: Readonly<Record<string, { skip: string; source: string }>>;
}

/** A driver with one device: what fills it, and what its users may do. `held`: pages or objects that it has from the set-up. */
type Kit = (device: string, held: number) => Omit<World, "name" | "pages"> & Partial<Pick<World, "pages">>;

const call = (device: string, operation: string, args: Record<string, unknown> | null = null): Call => ({
  [`${device}.${operation}`]: args,
});
const names = (device: string, held: number) => Array.from({ length: held }, (_, each) => `${device}${each}`);

/** `isAlone`: one thread of the driver does all of it. */
function balloonOf(driver: string, isAlone = false): Kit {
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
      ...(isAlone ? { once: device } : {}),
    })),
  });
}

/** `size`: words of the objects that are there to begin with. */
const zsmallocWith =
  (size: number): Kit =>
  (device, held) => ({
    drivers: { [device]: { driver: "zsmalloc" } },
    setup: names(device, held).map((name) => call(device, "malloc", { size, value: 5, as: [name] })),
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

export const KITS: Readonly<Record<string, Kit>> = {
  "virtio-balloon": balloonOf("virtio-balloon"),
  "vmw-balloon": balloonOf("vmw-balloon"),
  cmm: balloonOf("cmm", true),
  zsmalloc: zsmallocWith(1),
  // Of three pages: with one object there is room for two of them to move at once, with two objects soon none.
  "zsmalloc-chain": (device, held) => ({ ...zsmallocWith(3)(device, held), ...(held === 1 && { pages: 6 }) }),
  z3fold,
  secretmem,
  slab,
};

/** What the core and its users do to the pages that there are. */
export function coreTasks(pages: readonly (string | number)[], oneMover: boolean): Task[] {
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

/** A scenario that is well formed and cannot be run is its writer's to mend: each command says where, why and what to do, and ends with 2. */
import { describe, expect, test } from "vitest";
import { call, file } from "./call.ts";

const HEAD = `title: What cannot be
story: Nobody can run this.
sources: [nowhere]
order: open
expect: { verdict: ok }
`;
const BALLOON = "drivers: { balloon: { driver: virtio-balloon } }\n";
const COMPACT = "actors: { a: [{ compact: }] }\n";

/** Name, the rest of the file, where in it, and what is said. */
const CASES = [
  [
    "a set-up that faults",
    `${BALLOON}setup: [{ unlock: { page: 0 } }]\n${COMPACT}`,
    "7:11",
    /unlock cannot be done: BUG: /,
  ],
  [
    "a set-up that frees twice",
    `${BALLOON}setup:\n  - put: { page: 0 }\n${COMPACT}`,
    "8:5",
    /put cannot be done: double-free: /,
  ],
  [
    "a set-up that waits for itself",
    `setup: [{ lock: { page: 0 } }, { lock: { page: 0 } }]\n${COMPACT}`,
    "6:34",
    /lock cannot be done: deadlock: /,
  ],
  [
    "a page that the set-up has not got yet",
    `${BALLOON}setup: [{ get: { page: p } }, { balloon.inflate: { as: p } }]\n${COMPACT}`,
    "7:11",
    /no page "p"/,
  ],
  [
    "a page that no actor has got when it begins",
    `${BALLOON}actors: { a: [{ isolate: { page: p } }], b: [{ balloon.inflate: { as: p } }] }\n`,
    "7:17",
    /no page "p"/,
  ],
  [
    "a set-up that the kernel complains of",
    `setup:\n  - alloc: { pages: 1, as: [p] }\n  - lock: { page: p }\n  - put: { page: p }\n${COMPACT}`,
    "9:5",
    /put goes wrong: the kernel logs BUG: Bad page state pfn:\d+: /,
  ],
  [
    "a device without room",
    `machine: { contents: true }\ndrivers: { zs: { driver: zsmalloc, objects: 4096 } }\n${COMPACT}`,
    "7:12",
    /zs does not come up: out-of-memory: /,
  ],
  [
    "zsmalloc without contents",
    `drivers:\n  zs: { driver: zsmalloc }\n${COMPACT}`,
    "7:3",
    /zs does not come up: .*contents/,
  ],
  [
    "z3fold without contents",
    `drivers: { z3: { driver: z3fold } }\n${COMPACT}`,
    "6:12",
    /z3 does not come up: .*contents/,
  ],
  [
    "zsmalloc that is not configured",
    `machine: { contents: true }\nconfig: { ZSMALLOC: n }\ndrivers: { zs: { driver: zsmalloc } }\n${COMPACT}`,
    "8:12",
    /zs does not come up: .*CONFIG_ZSMALLOC/,
  ],
  [
    "actors without room",
    `machine: { heap: 1024 }\nactors: { ${[..."abcdefgh"].map((name) => `${name}: [{ compact: }]`)} }\n`,
    "7:\\d+",
    /there is no room for \w: out-of-memory: /,
  ],
] as const;

const COMMANDS = [
  ["run"],
  ["compare"],
  ["explore"],
  ["explore", "--random", "1"],
  ["refine"],
  ["bisect", "--series", "2022"],
  ["bisect", "--series", "2022", "--orders"],
];

describe.each(CASES)("%s", (name, rest, place, message) => {
  const path = file(`${name.replaceAll(" ", "-")}.yaml`, HEAD + rest);

  test.each(COMMANDS)("%s %s %s", (command, ...options) => {
    const { status, out, err } = call(command, path, ...options);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).toMatch(
      new RegExp(`^${path}:${place}: \\S+ cannot run this: .*\\. (The usual cause|Nobody else|Change|Put) .*\\.\n$`),
    );
  });
});

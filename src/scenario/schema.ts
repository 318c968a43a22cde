/**
 * The file form of a scenario. Each message says what is expected at its place; explain.ts adds what was found. Each
 * description is help, for editors: the same schema is written to content/scenarios/scenario.schema.json.
 */
import * as v from "valibot";
import type { FaultKind } from "../../models/machine/fault.ts";

export const MAX_ACTORS = 8;
export const MAX_OPERATIONS = 200;
/** 16 GiB in pages of 4 KiB: 256 MiB of struct page, and the addresses still end below those of functions. */
export const MAX_PAGES = 4_194_304;
/** What an argument, an option or an expectation may count to: a word of the machine. */
const MAX_NUMBER = 0xffff_ffff;

const yesOrNo = v.boolean("true or false");
const line = (what: string, max = 400) =>
  v.pipe(v.string(what), v.regex(/\S/, what), v.maxLength(max, `${what}, of at most ${max} characters`));

function whole(min: number, max: number) {
  const what = `a whole number from ${min} to ${max}`;
  return v.pipe(v.number(what), v.integer(what), v.minValue(min, what), v.maxValue(max, what));
}

const NAME = "a name: a letter, then at most 31 letters, digits, - and _";
const NAME_PATTERN = /^(?!(?:constructor|prototype)$)[a-zA-Z][a-zA-Z0-9_-]{0,31}$/;
const name = v.pipe(v.string(NAME), v.regex(NAME_PATTERN, NAME));

const scalars = [line("a text"), whole(-MAX_NUMBER, MAX_NUMBER), yesOrNo] as const;
const plain = v.union(scalars, "a text, a whole number, or true or false");
const ANY = "a text, a whole number, true or false, or a list of these";
const argument = v.union([...scalars, v.array(plain, ANY)], ANY);

const call = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.regex(/^[a-zA-Z][a-zA-Z0-9._-]{0,64}$/, "the name of an operation, or device.operation"),
      v.description("The operation: one of the core, such as compact, or one of a device, such as balloon.inflate."),
    ),
    v.nullable(
      v.objectWithRest(
        {
          as: v.exactOptional(
            v.pipe(
              v.union(
                [name, v.pipe(v.array(name), v.maxLength(256, "at most 256 names"))],
                "a name, or a list of names",
              ),
              v.description("Names for the pages that the operation returns, in order."),
            ),
          ),
        },
        argument,
        "arguments: a mapping, or nothing",
      ),
    ),
    "one operation: a mapping with one key",
  ),
  v.minEntries(1, "one operation: a mapping with one key"),
  v.maxEntries(1, "one operation: each needs an entry of its own in the list"),
  v.description("One operation and its arguments, such as `balloon.inflate: { pages: 1, as: [p] }`."),
);
const calls = v.array(call, "a list of operations");
const does = v.pipe(calls, v.minLength(1, "at least one operation"));

const machine = v.strictObject(
  {
    pages: v.exactOptional(
      v.pipe(whole(1, MAX_PAGES), v.description("Frames of memory. Alone, it makes one zone Normal of that size.")),
    ),
    zones: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject(
            {
              name: v.pipe(
                v.picklist(["DMA32", "Normal", "Movable"], "DMA32, Normal or Movable"),
                v.description("The kernel's name of the zone. Only movable allocations come from Movable."),
              ),
              pages: v.pipe(whole(1, MAX_PAGES), v.description("Frames of the zone: a multiple of the pageblock.")),
            },
            "a zone: { name, pages }",
          ),
          "a list of zones",
        ),
        v.minLength(1, "at least one zone"),
        v.maxLength(3, "at most three zones"),
        v.description("Zones in the order of their frames."),
      ),
    ),
    pageblock: v.exactOptional(
      v.pipe(
        v.picklist([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], "a power of two from 1 to 1024"),
        v.description("Frames per pageblock, the largest free block: 4 if missing. It is 512 on x86-64."),
      ),
    ),
    block: v.exactOptional(
      v.pipe(
        whole(1, MAX_PAGES),
        v.description("Frames per memory block, the unit of offlining: two pageblocks if missing."),
      ),
    ),
    heap: v.exactOptional(
      v.pipe(whole(1024, 67_108_864), v.description("Bytes for kernel objects. Needed only where they run out.")),
    ),
    contents: v.exactOptional(
      v.pipe(yesOrNo, v.description("Keep the contents of frames; zsmalloc and z3fold need it.")),
    ),
  },
  "the machine: a mapping",
);

const config = v.strictObject(
  {
    COMPACTION: v.exactOptional(v.pipe(yesOrNo, v.description("CONFIG_COMPACTION: true if missing."))),
    MIGRATION: v.exactOptional(v.pipe(yesOrNo, v.description("CONFIG_MIGRATION: true if missing."))),
    BALLOON_COMPACTION: v.exactOptional(v.pipe(yesOrNo, v.description("CONFIG_BALLOON_COMPACTION: true if missing."))),
    ZSMALLOC: v.exactOptional(
      v.pipe(
        v.picklist(["y", "m", "n"], "y, m or n"),
        v.description("CONFIG_ZSMALLOC: built in, a module, or none. y if missing."),
      ),
    ),
    DEBUG_VM: v.exactOptional(
      v.pipe(yesOrNo, v.description("CONFIG_DEBUG_VM, without which VM_BUG_ON does nothing: true if missing.")),
    ),
  },
  "kernel configuration: a mapping",
);

const device = v.objectWithRest(
  { driver: v.pipe(line("the id of a driver"), v.description("The driver, such as virtio-balloon.")) },
  v.pipe(plain, v.description("An option of the driver.")),
  "a device: { driver: … }, with the driver's options",
);

const actor = v.pipe(
  v.union(
    [
      does,
      v.strictObject(
        {
          flags: v.exactOptional(
            v.pipe(
              v.array(v.picklist(["PF_MEMALLOC"], "PF_MEMALLOC"), "a list of task flags"),
              v.maxLength(1, "at most one task flag"),
              v.description("Task flags. PF_MEMALLOC: inside the page allocator, so it must not wait for page locks."),
            ),
          ),
          does: v.pipe(does, v.description("What the actor does, one operation after the other.")),
        },
        "an actor: { flags, does }",
      ),
    ],
    "a list of operations, or { flags, does }",
  ),
  v.description("One task, which others can interleave with."),
);

const ORDER = "sequential, open, or a list of switches";
const UNTIL = "a number of steps, before STEP, or rest";
const order = v.union(
  [
    v.picklist(["sequential", "open"], ORDER),
    v.pipe(
      v.array(
        v.pipe(
          v.record(
            name,
            v.union([whole(1, 1_000_000), v.pipe(v.string(), v.regex(/^(rest|before \S+)$/, UNTIL))], UNTIL),
            "a switch: one actor, and how far it runs",
          ),
          v.minEntries(1, "a switch: one actor, and how far it runs"),
          v.maxEntries(1, "one actor: each switch needs an entry of its own in the list"),
          v.description("How far one actor runs now: a number of steps, `before STEP`, or `rest`."),
        ),
        ORDER,
      ),
      v.maxLength(1000, "at most 1000 switches"),
    ),
  ],
  ORDER,
);

/** All of them, or the compiler complains. */
const VERDICTS: Record<"ok" | FaultKind, true> = {
  ...{ ok: true, BUG: true, "null-dereference": true, "wild-access": true, "list-corruption": true },
  ...{ "use-after-free": true, "double-free": true, "out-of-memory": true, invariant: true, leak: true },
  ...{ "bad-page": true, deadlock: true, "step-limit": true },
};
const verdicts = Object.keys(VERDICTS) as (keyof typeof VERDICTS)[];
const count = v.exactOptional(whole(-MAX_NUMBER, MAX_NUMBER));
const bit = v.exactOptional(yesOrNo);
const textOrNull = v.exactOptional(v.nullable(line("a text, or null")));
const counts = <const K extends string>(what: string, keys: readonly K[]) =>
  v.strictObject(Object.fromEntries(keys.map((key) => [key, count])) as Record<K, typeof count>, what);
const value = v.union([v.null(), ...scalars, v.array(v.union([v.null(), ...scalars], ANY))], `null, or ${ANY}`);

const expectation = v.pipe(
  v.strictObject(
    {
      verdict: v.exactOptional(
        v.pipe(
          v.picklist(verdicts, `one of ${verdicts.join(", ")}`),
          v.description("How the run ends: ok (if missing), or the kind of fault."),
        ),
      ),
      pages: v.exactOptional(
        v.pipe(
          v.record(
            name,
            v.strictObject(
              {
                ...{ pfn: count, free: bit, refcount: count, locked: bit, movable: bit, isolated: bit, lru: bit },
                ...{ owner: textOrNull, type: textOrNull },
              },
              "what can be seen of a page: a mapping",
            ),
            "pages by name: a mapping",
          ),
          v.description("Pages by the names that `as` gave them."),
        ),
      ),
      devices: v.exactOptional(
        v.pipe(
          v.record(
            name,
            v.record(line("a key"), value, "what can be seen of the device: a mapping"),
            "devices: a mapping",
          ),
          v.description("Devices by name; what can be seen depends on the driver."),
        ),
      ),
      zones: v.exactOptional(
        v.pipe(
          v.record(name, counts("counters: a mapping", ["managed", "present", "free"]), "zones by name: a mapping"),
          v.description("Counters of pages by zone."),
        ),
      ),
      events: v.exactOptional(
        v.pipe(
          counts("events: a mapping", [
            ...(["BALLOON_INFLATE", "BALLOON_DEFLATE", "BALLOON_MIGRATE", "PGMIGRATE_SUCCESS"] as const),
            "PGMIGRATE_FAIL",
          ]),
          v.description("Event counters of /proc/vmstat."),
        ),
      ),
      node: v.exactOptional(
        v.pipe(
          counts("node statistics: a mapping", ["NR_ISOLATED_ANON", "NR_ISOLATED_FILE"]),
          v.description("Statistics of the node."),
        ),
      ),
      results: v.exactOptional(
        v.pipe(
          v.record(name, v.array(value, "a list of results"), "results by actor: a mapping"),
          v.description("What each operation of an actor returned, in order; null for nothing."),
        ),
      ),
      log: v.exactOptional(v.pipe(v.array(line("a line"), "a list of lines"), v.description("The kernel log."))),
    },
    "expectations: a mapping",
  ),
  v.minEntries(1, "at least one expectation"),
);

const source = v.pipe(
  line("a source"),
  v.description("Where the difference comes from: kernel file and version, commit or Message-ID."),
);
const exception = v.pipe(
  v.union(
    [
      v.strictObject(
        {
          expect: v.pipe(expectation, v.description("Replaces the common expectations, key by key.")),
          reason: v.pipe(line("a reason", 2000), v.description("Why it is different in this era.")),
          source,
        },
        "an exception: { expect, reason, source }",
      ),
      v.strictObject(
        { skip: v.pipe(line("a reason", 2000), v.description("Not run in this era, and why.")), source },
        "an exception: { skip, source }",
      ),
    ],
    "an exception: { expect, reason, source } or { skip, source }",
  ),
  v.description("What is different in this era."),
);

export const scenarioFile = v.pipe(
  v.strictObject(
    {
      title: v.pipe(line("a title", 120), v.description("What happens, in a few words.")),
      story: v.pipe(line("a story", 8000), v.description("What happens and why it matters, for a newcomer.")),
      sources: v.pipe(
        v.array(line("a source"), "a list of sources"),
        v.minLength(1, "at least one source"),
        v.description("Where the behaviour is argued from: kernel file and version, commit, Message-ID."),
      ),
      machine: v.exactOptional(v.pipe(machine, v.description("The machine: 16 pages in one zone if missing."))),
      config: v.exactOptional(v.pipe(config, v.description("Kernel configuration that matters to movable pages."))),
      drivers: v.exactOptional(
        v.pipe(
          v.record(name, device, "devices by name: a mapping"),
          v.maxEntries(16, "at most 16 devices"),
          v.description("Devices by name, probed in this order before anything runs."),
        ),
      ),
      setup: v.exactOptional(
        v.pipe(calls, v.description("Operations that run to their end, in this order, before the actors start.")),
      ),
      actors: v.pipe(
        v.record(name, actor, "actors by name: a mapping"),
        v.minEntries(1, "at least one actor"),
        v.maxEntries(MAX_ACTORS, `at most ${MAX_ACTORS} actors`),
        v.description("Tasks by name, with what each does."),
      ),
      order: v.exactOptional(
        v.pipe(
          order,
          v.description("Who runs when: sequential (if missing), open (left to the explorer), or a list of switches."),
        ),
      ),
      expect: v.pipe(expectation, v.description("What must hold in the end, in every era.")),
      eras: v.exactOptional(
        v.pipe(
          v.strictObject(
            { aops: v.exactOptional(exception), mops: v.exactOptional(exception), flags: v.exactOptional(exception) },
            "eras by id: a mapping",
          ),
          v.description("What is different in one era, with a reason and a source."),
        ),
      ),
    },
    "a scenario: a mapping",
  ),
  v.title("Scenario"),
  v.description("One scenario, run on three generations of the kernel's movable-page API."),
);

export type ScenarioFile = v.InferOutput<typeof scenarioFile>;

/**
 * The file form of a scenario. Each message says what is expected at its place; explain.ts adds what was found. Each
 * description is help, for editors: the same schema is written to content/scenarios/scenario.schema.json.
 */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { KERNEL_NAMES } from "../../../models/index.ts";
import { keysOf } from "../../../models/keys.ts";
import { MEMORY_MODELS } from "../../../models/machine/config.ts";
import { ending, expectation } from "./expectation.ts";
import { argument, line, name, option, optional, required, switched, text, whole, yesOrNo } from "./form.ts";
import { MAX_GUARDS } from "./limits.ts";
import { A_KERNEL, AN_ERA, SOME_RANGES } from "./such_as.ts";

const MAX_ACTORS = 8;
export const MAX_OPERATIONS = 200;
/** 16 GiB in pages of 4 KiB: 256 MiB of struct page, and the addresses still end below those of functions. */
export const MAX_PAGES = 4_194_304;

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

const zone = v.strictObject(
  {
    name: required(
      v.picklist(["DMA32", "Normal", "Movable"], "DMA32, Normal or Movable"),
      "The kernel's name of the zone. Only movable allocations come from Movable.",
    ),
    pages: required(whole(1, MAX_PAGES), "Frames of the zone: a multiple of the pageblock."),
  },
  "a zone: { name, pages }",
);
const zones = v.pipe(
  v.array(zone, "a list of zones"),
  v.minLength(1, "at least one zone"),
  v.maxLength(3, "at most three zones"),
);

const machine = v.strictObject(
  {
    pages: optional(whole(1, MAX_PAGES), "Frames of memory. Alone, it makes one zone Normal of that size."),
    zones: optional(zones, "Zones in the order of their frames."),
    pageblock: optional(
      v.picklist([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], "a power of two from 1 to 1024"),
      "Frames per pageblock, the largest free block: 4 if missing. It is 512 on x86-64.",
    ),
    block: optional(whole(1, MAX_PAGES), "Frames per memory block, the unit of offlining: two pageblocks if missing."),
    heap: optional(whole(1024, 67_108_864), "Bytes for kernel objects. Needed only where they run out."),
    contents: optional(yesOrNo, "Keep the contents of frames; zsmalloc and z3fold need it."),
    memory: optional(
      v.picklist(MEMORY_MODELS, "sc, tso or pso"),
      "When a CPU's stores reach the others. sc (if missing): at once. tso: later, in their order, as on x86. pso: later, and those to different words in any order unless a barrier stands between them.",
    ),
  },
  "the machine: a mapping",
);

const config = v.strictObject(
  {
    COMPACTION: optional(yesOrNo, "CONFIG_COMPACTION: true if missing."),
    MIGRATION: optional(yesOrNo, "CONFIG_MIGRATION: true if missing."),
    BALLOON_COMPACTION: optional(yesOrNo, "CONFIG_BALLOON_COMPACTION: true if missing."),
    ZSMALLOC: optional(
      v.picklist(["y", "m", "n"], "y, m or n"),
      "CONFIG_ZSMALLOC: built in, a module, or none. y if missing.",
    ),
    DEBUG_VM: optional(yesOrNo, "CONFIG_DEBUG_VM, without which VM_BUG_ON does nothing: true if missing."),
  },
  "kernel configuration: a mapping",
);

const device = v.objectWithRest(
  { driver: required(line("the id of a driver"), "The driver, such as virtio-balloon.") },
  required(option, "An option of the driver."),
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
/** The museum's runs say their order in the same form. */
export const switches = v.pipe(
  v.array(
    v.pipe(
      v.record(
        switched,
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
);
const order = v.union([v.picklist(["sequential", "open"], ORDER), switches], ORDER);

const source = required(
  line("a source"),
  "Where the difference comes from: kernel file and version, commit or Message-ID.",
);
export const exception = v.pipe(
  v.union(
    [
      v.strictObject(
        {
          expect: required(expectation, "Replaces the common expectations, key by key."),
          reason: required(text("a reason", 2000), "Why it is different on these kernels."),
          source,
        },
        "an exception: { expect, reason, source }",
      ),
      v.strictObject(
        { skip: required(text("a reason", 2000), "Not run on these kernels, and why."), source },
        "an exception: { skip, source }",
      ),
    ],
    "an exception: { expect, reason, source } or { skip, source }",
  ),
  v.description("What is different on these kernels."),
);
/** Ranges of kernels are further keys; check.ts asks which kernels they name. */
const exceptions = v.objectWithRest(
  Object.fromEntries(KERNEL_NAMES.map((name) => [name, v.exactOptional(exception)])),
  exception,
  "exceptions by era, kernel or range of kernels: a mapping",
);

const guards = v.pipe(
  v.array(v.picklist(keysOf(GUARDS), "the name of a guard"), "a list of guards"),
  v.maxLength(MAX_GUARDS, `at most ${MAX_GUARDS} guards`),
);
const possible = v.strictObject(
  {
    what: required(line("a sentence"), "What can happen, in words."),
    expect: required(ending, "What the end then looks like."),
    kernels: optional(
      v.pipe(v.array(line("an era, a kernel or a range"), "a list of kernels"), v.minLength(1, "at least one")),
      "Where it can: eras, kernels and ranges, as under `eras`; a plan by its own name alone. Everywhere if missing.",
    ),
  },
  "a possibility: { what, expect }",
);

const sources = v.pipe(v.array(line("a source"), "a list of sources"), v.minLength(1, "at least one source"));
const devices = v.pipe(v.record(name, device, "devices by name: a mapping"), v.maxEntries(16, "at most 16 devices"));
const actors = v.pipe(
  v.record(name, actor, "actors by name: a mapping"),
  v.minEntries(1, "at least one actor"),
  v.maxEntries(MAX_ACTORS, `at most ${MAX_ACTORS} actors`),
);

export const scenarioFile = v.pipe(
  v.strictObject(
    {
      title: required(line("a title", 120), "What happens, in a few words."),
      story: required(text("a story", 8000), "What happens and why it matters, for a newcomer."),
      sources: optional(
        sources,
        "Where the behaviour is argued from: kernel file and version, commit, Message-ID. What comes with the project has them.",
      ),
      machine: optional(machine, "The machine: 16 pages in one zone if missing."),
      config: optional(config, "Kernel configuration that matters to movable pages."),
      drivers: optional(devices, "Devices by name, probed in this order before anything runs."),
      setup: optional(calls, "Operations that run to their end, in this order, before the actors start."),
      actors: required(actors, "Tasks by name, with what each does."),
      order: optional(
        order,
        "Who runs when: sequential (if missing), open (left to the explorer), or switches. With `memory: tso` or `pso`, `A's stores` lets stores of A arrive; switches that never say so let all of them arrive at once.",
      ),
      expect: required(expectation, "What must hold in the end, in every era."),
      can: optional(
        v.pipe(v.array(possible, "a list of possibilities"), v.maxLength(16, "at most 16 possibilities")),
        "Ends that some interleaving must lead to. Only the explorer asks for them.",
      ),
      without: optional(guards, "Guards that are left out of the code in this scenario."),
      eras: optional(
        exceptions,
        `What is different in an era (${AN_ERA}), on a kernel (${A_KERNEL}), or on a range of them (${SOME_RANGES}), with a reason and a source. Where several name a kernel, the later ones have the last word.`,
      ),
    },
    "a scenario: a mapping",
  ),
  v.title("Scenario"),
  v.description("One scenario, run on three generations of the kernel's movable-page API."),
);

export type ScenarioFile = v.InferOutput<typeof scenarioFile>;

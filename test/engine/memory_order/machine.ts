/** A litmus test on the machine: the threads are actors of a scenario whose one device is a few words. */
import type { Driver } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import {
  LOAD_ACQUIRE,
  ORDERED,
  READ_ONCE,
  RELAXED,
  STORE_RELEASE,
  WRITE_ONCE,
} from "../../../models/machine/access.ts";
import { smp_mb, smp_wmb } from "../../../models/machine/barrier.ts";
import { DEFAULT_MACHINE, type MemoryModel } from "../../../models/machine/config.ts";
import { embed, offsetOf, struct, word } from "../../../models/machine/layout.ts";
import { Lock, spin_lock, spin_unlock } from "../../../models/machine/lock.ts";
import type { Steps } from "../../../models/machine/step.ts";
import type { ExploreOptions } from "../../../src/engine/explore/explore.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { type End, endOf, type Instruction, type Program } from "./program.ts";

class Words extends struct("litmus", { x: word, y: word, z: word, lock: embed(Lock) }) {}
type Registers = Record<string, number>;

/** Every end that the explorer finds. */
export function endsOf(program: Program, memory: MemoryModel, options: ExploreOptions = {}): Set<End> {
  const era = { ...ERAS[0], drivers: { litmus: driverOf(program) } };
  const { exploration, verdict } = verify(scenarioOf(program, memory), era, era.releases[0], {
    ...options,
    invariants: false,
  });
  if (exploration.bound !== null || exploration.violations.length > 0)
    throw new Error(`a litmus test ends in ${verdict}`);
  const ends = [...exploration.outcomes.keys()].map((text) => JSON.parse(text));
  return new Set(
    ends.map(({ results, devices }) =>
      endOf(
        program.map((_, at) => JSON.parse(results[`t${at}`][0])),
        devices.w,
      ),
    ),
  );
}

function scenarioOf(program: Program, memory: MemoryModel): Scenario {
  const place = { line: 1, column: 1 };
  return {
    id: "litmus",
    title: "litmus",
    story: "litmus",
    sources: [],
    machine: { ...DEFAULT_MACHINE, pages: 1, zones: [{ name: "Normal", pages: 1 }], pageblock: 1, block: 1, memory },
    config: {},
    drivers: { w: { driver: "litmus", options: {}, ...place } },
    setup: [],
    actors: program.map((_, at) => ({ name: `t${at}`, flags: [], does: [{ name: `w.t${at}`, args: {}, ...place }] })),
    order: "open",
    expect: {},
    can: [],
    without: [],
    eras: {},
  };
}

function driverOf(program: Program): Driver<Words> {
  const operation = (thread: readonly Instruction[]) => ({
    text: "",
    args: {},
    run: (_: unknown, words: Words) => run(thread, words),
  });
  return {
    kernelFile: "tools/memory-model",
    options: {},
    probe: (k, name) => k.heap.alloc(Words, name),
    operations: Object.fromEntries(program.map((thread, at) => [`t${at}`, operation(thread)])),
    owns: () => false,
    observe: (_, { x, y, z }) => ({ x, y, z }),
  };
}

/** The registers, as the text that the operation returns. */
function* run(thread: readonly Instruction[], words: Words): Steps<string> {
  const registers: Registers = {};
  for (const instruction of thread) {
    if (instruction.if !== undefined && registers[instruction.if] === 0) continue;
    yield "user:look";
    yield* make(instruction, words, registers);
  }
  return JSON.stringify(registers);
}

function* make(instruction: Instruction, words: Words, registers: Registers): Steps {
  const { memory } = words;
  if (instruction.op === "mb") smp_mb(words);
  else if (instruction.op === "wmb") smp_wmb(words);
  else if (instruction.op === "lock") yield* spin_lock(words.lock);
  else if (instruction.op === "unlock") spin_unlock(words.lock);
  else {
    const addr = words.addr + offsetOf(Words, instruction.word);
    if (instruction.op === "store") {
      if (instruction.release) memory.store(addr, instruction.value, STORE_RELEASE);
      else WRITE_ONCE(words, instruction.word, instruction.value);
    } else if (instruction.op === "load") {
      registers[instruction.into] = instruction.acquire
        ? memory.load(addr, LOAD_ACQUIRE)
        : READ_ONCE(words, instruction.word);
    } else {
      const access = instruction.ordered ? ORDERED : RELAXED;
      registers[instruction.into] = memory.load(addr, access);
      memory.store(addr, instruction.value, access);
    }
  }
}

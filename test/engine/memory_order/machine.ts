/** A litmus test on the machine: the threads are actors of a scenario whose one device is a few words. */
import type { Driver } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { LOAD_ACQUIRE, ONCE, ORDERED, RELAXED, STORE_RELEASE } from "../../../models/machine/access.ts";
import { smp_mb, smp_rmb, smp_wmb } from "../../../models/machine/barrier.ts";
import { DEFAULT_MACHINE, type MemoryModel } from "../../../models/machine/config.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import { embed, offsetOf, pointerTo, struct, word } from "../../../models/machine/layout.ts";
import { Lock, spin_lock, spin_unlock } from "../../../models/machine/lock.ts";
import type { Steps } from "../../../models/machine/step.ts";
import type { ExploreOptions } from "../../../src/engine/explore/explore.ts";
import type { Scenario } from "../../../src/engine/scenario/scenario.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { ADDRESS_OF_X, type End, endOf, type Instruction, type Program, type Word } from "./program.ts";

/** x is an object of its own, so that a pointer to it leads to nothing else. */
class Target extends struct("litmus x", { x: word }) {}
class Words extends struct("litmus", { at_x: pointerTo<Target>(), y: word, z: word, lock: embed(Lock) }) {}
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
    run: (words: Words) => run(thread, words),
  });
  return {
    kernelFile: "tools/memory-model",
    options: {},
    probe,
    operations: Object.fromEntries(program.map((thread, at) => [`t${at}`, operation(thread)])),
    owns: () => false,
    observe: (words) => {
      const held = (word: Word) => asValue(words, words.memory.peek(placeOf(words, word)));
      return { x: held("x"), y: held("y"), z: held("z") };
    },
  };
}

function probe(k: Kernel, name: string): Words {
  const words = k.heap.alloc(Words, name);
  words.at_x = k.heap.alloc(Target, `${name} x`).addr;
  return words;
}

const placeOf = (words: Words, word: Word) =>
  word === "x" ? words.memory.peek(words.addr) : words.addr + offsetOf(Words, word);
const asValue = (words: Words, held: number) => (held === placeOf(words, "x") ? ADDRESS_OF_X : held);

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
  else if (instruction.op === "rmb") smp_rmb(words);
  else if (instruction.op === "lock") yield* spin_lock(words.lock);
  else if (instruction.op === "unlock") spin_unlock(words.lock);
  else {
    const addr = placeOf(words, instruction.word);
    if (instruction.op === "store") {
      const value = instruction.value === ADDRESS_OF_X ? placeOf(words, "x") : instruction.value;
      memory.store(addr, value, instruction.release ? STORE_RELEASE : ONCE);
    } else if (instruction.op === "load") {
      registers[instruction.into] = asValue(words, memory.load(addr, instruction.acquire ? LOAD_ACQUIRE : ONCE));
    } else {
      const access = instruction.ordered ? ORDERED : RELAXED;
      registers[instruction.into] = memory.load(addr, access);
      memory.store(addr, instruction.value, access);
    }
  }
}

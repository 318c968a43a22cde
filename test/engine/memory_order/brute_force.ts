/**
 * All ends of a program by trying everything, in a machine that has nothing in common with the models': a queue for each CPU, in which barriers are entries, and in
 * which an instruction that must not overtake a store waits until it has arrived. Where loads may read what was there before, this machine makes
 * them before their turn (early.ts), and has no copy of anything.
 */
import { loadsInOrder, type MemoryModel } from "../../../models/machine/config.ts";
import { must } from "../../../src/engine/must.ts";
import { earlyLoads } from "./early.ts";
import { type End, endOf, type Instruction, type Program, type Word } from "./program.ts";

type Place = Word | "lock";
type Queued = { to: Place; value: number; release: boolean } | "barrier";
export interface State {
  at: number[];
  registers: Record<string, number>[];
  queues: Queued[][];
  memory: Record<Place, number>;
  /** Loads that were made before their turn, by their places in the thread. */
  made: number[][];
  /** What the condition of each instruction was guessed to come to. A wrong guess leads nowhere. */
  guesses: boolean[][];
}

export function allEnds(program: Program, model: MemoryModel): Set<End> {
  const ends = new Set<End>();
  const seen = new Set<string>();
  const stack = allGuesses(program).map(
    (guesses): State => ({
      at: program.map(() => 0),
      registers: program.map(() => ({})),
      queues: program.map(() => []),
      memory: { x: 0, y: 0, z: 0, lock: 0 },
      made: program.map(() => []),
      guesses,
    }),
  );
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const text = JSON.stringify(state);
    if (seen.has(text)) continue;
    seen.add(text);
    const { at, registers, queues, memory } = state;
    if (queues.every(({ length }) => length === 0) && program.every((thread, cpu) => at[cpu] === thread.length)) {
      ends.add(endOf(registers, memory));
    }
    for (const cpu of program.keys()) {
      const thread = must(program[cpu], "thread");
      stack.push(...arrivals(state, cpu, model), ...executed(state, cpu, thread[must(at[cpu], "place")], model));
      if (!loadsInOrder(model)) stack.push(...earlyLoads(state, cpu, thread));
    }
  }
  return ends;
}

function allGuesses(program: Program): boolean[][][] {
  return program.reduce<boolean[][][]>(
    (all, thread) => {
      const own = thread.reduce<boolean[][]>(
        (some, { if: condition }) =>
          some.flatMap((each) =>
            condition === undefined
              ? [[...each, true]]
              : [
                  [...each, true],
                  [...each, false],
                ],
          ),
        [[]],
      );
      return all.flatMap((each) => own.map((guesses) => [...each, guesses]));
    },
    [[]],
  );
}

function arrivals(state: State, cpu: number, model: string): State[] {
  const queue = must(state.queues[cpu], "queue");
  return queue.flatMap((queued, index) => {
    const before = queue.slice(0, index);
    const first = before.length === 0;
    if (queued === "barrier") return first ? [without(state, cpu, index)] : [];
    const overtakes =
      overtaking(model) && !queued.release && !before.some((each) => each === "barrier" || each.to === queued.to);
    if (!first && !overtakes) return [];
    const next = without(state, cpu, index);
    next.memory[queued.to] = queued.value;
    return [next];
  });
}

const overtaking = (model: string) => model === "pso" || model === "rmo";

function without(state: State, cpu: number, index: number): State {
  const next = structuredClone(state);
  next.queues[cpu]?.splice(index, 1);
  return next;
}

function executed(state: State, cpu: number, instruction: Instruction | undefined, model: string): State[] {
  if (instruction === undefined) return [];
  const next = structuredClone(state);
  next.at[cpu] = must(next.at[cpu], "place") + 1;
  const queue = must(next.queues[cpu], "queue");
  const own = must(next.registers[cpu], "register");
  const place = must(state.at[cpu], "place");
  const does = instruction.if === undefined || own[instruction.if] !== 0;
  if (does !== next.guesses[cpu]?.[place]) return [];
  if (!does || next.made[cpu]?.includes(place)) return [next];
  const store = (to: Place, value: number, release: boolean) => {
    if (model === "sc") next.memory[to] = value;
    else queue.push({ to, value, release });
  };
  const mayUpdate = (to: Place, ordered: boolean) =>
    overtaking(model) && !ordered ? !queue.some((each) => each === "barrier" || each.to === to) : queue.length === 0;
  switch (instruction.op) {
    case "mb":
      return queue.length === 0 ? [next] : [];
    case "rmb":
      return [next];
    case "wmb":
      if (overtaking(model) && queue.length > 0) queue.push("barrier");
      return [next];
    case "store":
      store(instruction.word, instruction.value, instruction.release);
      return [next];
    case "unlock":
      store("lock", 0, true);
      return [next];
    case "load": {
      const newest = queue.findLast((each) => each !== "barrier" && each.to === instruction.word);
      own[instruction.into] =
        newest === undefined || newest === "barrier" ? next.memory[instruction.word] : newest.value;
      return [next];
    }
    case "lock":
      if (!mayUpdate("lock", false) || next.memory.lock !== 0) return [];
      next.memory.lock = 1;
      if (overtaking(model) && queue.some((each) => each !== "barrier" && each.release)) queue.push("barrier");
      return [next];
    case "xchg":
      if (!mayUpdate(instruction.word, instruction.ordered)) return [];
      own[instruction.into] = next.memory[instruction.word];
      next.memory[instruction.word] = instruction.value;
      return [next];
  }
}

/**
 * All ends of a program by trying everything, in a machine that has nothing in common with the models': a queue for each CPU, in which barriers are entries, and in
 * which an instruction that must not overtake a store waits until it has arrived.
 */
import { must } from "../../../src/engine/must.ts";
import { type End, endOf, type Instruction, type Program, type Word } from "./program.ts";

type Place = Word | "lock";
type Queued = { to: Place; value: number; release: boolean } | "barrier";
interface State {
  at: number[];
  registers: Record<string, number>[];
  queues: Queued[][];
  memory: Record<Place, number>;
}

export function allEnds(program: Program, model: "sc" | "tso" | "pso"): Set<End> {
  const ends = new Set<End>();
  const seen = new Set<string>();
  const stack: State[] = [
    {
      at: program.map(() => 0),
      registers: program.map(() => ({})),
      queues: program.map(() => []),
      memory: { x: 0, y: 0, z: 0, lock: 0 },
    },
  ];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const text = JSON.stringify(state);
    if (seen.has(text)) continue;
    seen.add(text);
    const { at, registers, queues, memory } = state;
    if (queues.every(({ length }) => length === 0) && program.every((thread, cpu) => at[cpu] === thread.length)) {
      ends.add(endOf(registers, memory));
    }
    for (const cpu of program.keys()) {
      stack.push(
        ...arrivals(state, cpu, model),
        ...executed(state, cpu, program[cpu]?.[must(at[cpu], "place")], model),
      );
    }
  }
  return ends;
}

function arrivals(state: State, cpu: number, model: string): State[] {
  const queue = must(state.queues[cpu], "queue");
  return queue.flatMap((queued, index) => {
    const before = queue.slice(0, index);
    const first = before.length === 0;
    if (queued === "barrier") return first ? [without(state, cpu, index)] : [];
    const overtakes =
      model === "pso" && !queued.release && !before.some((each) => each === "barrier" || each.to === queued.to);
    if (!first && !overtakes) return [];
    const next = without(state, cpu, index);
    next.memory[queued.to] = queued.value;
    return [next];
  });
}

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
  if (instruction.if !== undefined && own[instruction.if] === 0) return [next];
  const store = (to: Place, value: number, release: boolean) => {
    if (model === "sc") next.memory[to] = value;
    else queue.push({ to, value, release });
  };
  const mayUpdate = (to: Place, ordered: boolean) =>
    model === "pso" && !ordered ? !queue.some((each) => each === "barrier" || each.to === to) : queue.length === 0;
  switch (instruction.op) {
    case "mb":
      return queue.length === 0 ? [next] : [];
    case "wmb":
      if (model === "pso" && queue.length > 0) queue.push("barrier");
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
      if (model === "pso" && queue.some((each) => each !== "barrier" && each.release)) queue.push("barrier");
      return [next];
    case "xchg":
      if (!mayUpdate(instruction.word, instruction.ordered)) return [];
      own[instruction.into] = next.memory[instruction.word];
      next.memory[instruction.word] = instruction.value;
      return [next];
  }
}

/**
 * Loads that a CPU makes before their turn: past other loads, past its own stores, and past conditions, which it guesses. A store never comes before an earlier load.
 * An acquire is a load with an rmb behind it; a load through a pointer waits for the load that brought the pointer, and for all before that one.
 */
import { must } from "../../../src/engine/must.ts";
import type { State } from "./brute_force.ts";
import type { Instruction } from "./program.ts";

type Load = Extract<Instruction, { op: "load" }>;

export function earlyLoads(state: State, cpu: number, thread: readonly Instruction[]): State[] {
  const turn = must(state.at[cpu], "place");
  const does = (place: number) => state.guesses[cpu]?.[place] === true;
  const made = (place: number) => state.made[cpu]?.includes(place) === true;
  return thread.flatMap((load, place) => {
    if (place <= turn || load.op !== "load" || made(place) || !does(place)) return [];
    const before = thread
      .slice(0, place)
      .map((each, at) => ({ each, made: at < turn || made(at), due: at >= turn && does(at) }));
    const passes = before.every(({ each, made, due }) => !due || mayPass(load, each, made));
    const head = thread.findIndex((each) => each.op === "load" && each.into === load.through);
    const leads = before.slice(0, head + 1).every(({ each, made, due }) => !due || each.op !== "load" || made);
    if (!passes || !leads) return [];
    const own = before.findLast(({ each, due }) => due && each.op === "store" && each.word === load.word)?.each;
    const next = structuredClone(state);
    const registers = must(next.registers[cpu], "register");
    registers[load.into] = own?.op === "store" ? own.value : seen(next, cpu, load);
    next.made[cpu]?.push(place);
    return [next];
  });
}

function mayPass(load: Load, earlier: Instruction, made: boolean): boolean {
  switch (earlier.op) {
    case "mb":
    case "rmb":
    case "lock":
      return false;
    case "xchg":
      return !earlier.ordered && earlier.word !== load.word;
    case "load":
      return !earlier.acquire && (made || earlier.word !== load.word);
    default:
      return true;
  }
}

function seen({ queues, memory }: State, cpu: number, { word }: Load): number {
  const newest = queues[cpu]?.findLast((each) => each !== "barrier" && each.to === word);
  return newest === undefined || newest === "barrier" ? memory[word] : newest.value;
}

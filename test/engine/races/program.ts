/** Small random programs, and every way to run them that a brute force finds. It shares no code with the explorer or the analysis. */
import fc from "fast-check";
import { must } from "../../../src/engine/must.ts";

/** `add`: an atomic read-modify-write. What is stored is made of all that the actor has loaded. */
export type Op =
  | { do: "load" | "store" | "marked load" | "marked store" | "add"; word: number }
  | { do: "lock"; lock: number }
  /** Somebody may have it: then the actor goes on behind what it wanted the lock for. */
  | { do: "trylock"; lock: number; skips: number }
  | { do: "unlock"; lock: number }
  | { do: "yield" };
export type Program = Op[][];

const WORDS = 2;
const LOCKS = 2;

const access = fc.record({
  do: fc.constantFrom("load", "store", "marked load", "marked store", "add"),
  word: fc.nat(WORDS - 1),
});
const lock = fc.nat(LOCKS - 1);
/** Accesses under a lock, one that is not given back too late, or no lock at all; with yields here and there. */
const piece: fc.Arbitrary<Op[]> = fc.oneof(
  fc.array(access, { maxLength: 2 }),
  fc
    .tuple(lock, fc.array(access, { minLength: 1, maxLength: 2 }))
    .map(([lock, ops]): Op[] => [{ do: "lock", lock }, ...ops, { do: "unlock", lock }]),
  fc
    .tuple(lock, fc.array(access, { maxLength: 2 }))
    .map(([lock, ops]): Op[] => [{ do: "trylock", lock, skips: ops.length + 1 }, ...ops, { do: "unlock", lock }]),
  fc
    .tuple(lock, access, access)
    .map(([lock, first, last]): Op[] => [{ do: "lock", lock }, first, { do: "yield" }, last, { do: "unlock", lock }]),
  fc.constant<Op[]>([{ do: "yield" }]),
);
export const program: fc.Arbitrary<Program> = fc.array(
  fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.flat()),
  { minLength: 2, maxLength: 2 },
);

export interface State {
  at: number[];
  words: number[];
  seen: number[];
  holders: (number | null)[];
}

export function start(of: Program): State {
  return {
    at: of.map(() => 0),
    words: Array.from({ length: WORDS }, () => 0),
    seen: of.map((_, actor) => actor + 1),
    holders: Array.from({ length: LOCKS }, () => null),
  };
}

export function isStuck({ at, holders }: State, of: Program, actor: number): boolean {
  const op = of[actor]?.[must(at[actor], "place")];
  return op?.do === "lock" && holders[op.lock] !== null;
}
export function isDone({ at }: State, of: Program, actor: number): boolean {
  return at[actor] === of[actor]?.length;
}

/** One operation. */
export function run(state: State, of: Program, actor: number): Op {
  const op = must(of[actor]?.[must(state.at[actor], "place")], "operation");
  state.at[actor] = must(state.at[actor], "place") + 1;
  const seen = must(state.seen[actor], "value seen");
  if (op.do === "trylock") {
    const isFree = state.holders[op.lock] === null;
    if (isFree) state.holders[op.lock] = actor;
    else state.at[actor] = must(state.at[actor], "place") + op.skips;
    state.seen[actor] = (Math.imul(seen, 31) + (isFree ? 1 : 2)) | 0;
  } else if (op.do === "lock") state.holders[op.lock] = actor;
  else if (op.do === "unlock") state.holders[op.lock] = null;
  else if (op.do === "load" || op.do === "marked load") {
    state.seen[actor] = (Math.imul(seen, 31) + must(state.words[op.word], "word")) | 0;
  } else if (op.do === "add") state.words[op.word] = must(state.words[op.word], "word") + 1 + actor;
  else if (op.do !== "yield") state.words[op.word] = Math.imul(seen, 17) + actor;
  return op;
}

/** Everything that the program can come to where any operation may be followed by one of another actor. */
export function endsOf(of: Program): Set<string> {
  const ends = new Set<string>();
  const known = new Set<string>();
  const visit = (state: State) => {
    const key = JSON.stringify(state);
    if (known.has(key)) return;
    known.add(key);
    const actors = [...of.keys()].filter((actor) => !isDone(state, of, actor) && !isStuck(state, of, actor));
    if (actors.length === 0) ends.add(key);
    for (const actor of actors) {
      const next = structuredClone(state);
      run(next, of, actor);
      visit(next);
    }
  };
  visit(start(of));
  return ends;
}

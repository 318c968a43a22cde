/** Litmus tests as text: `x=1; wmb; r0=y`. Threads share x, y and z and one lock; what a thread ends with is its registers. */
import { must } from "../../../src/engine/must.ts";

export type Word = "x" | "y" | "z";
type Operation =
  | { op: "store"; word: Word; value: number; release: boolean }
  | { op: "load"; word: Word; into: string; acquire: boolean }
  | { op: "xchg"; word: Word; value: number; into: string; ordered: boolean }
  | { op: "mb" }
  | { op: "wmb" }
  | { op: "lock" }
  | { op: "unlock" };
/** `if`: only where that register is not 0. */
export type Instruction = Operation & { if?: string };
export type Program = readonly (readonly Instruction[])[];

const FORMS: readonly [RegExp, (found: string[]) => Instruction][] = [
  [/^(mb|wmb|lock|unlock)$/, ([op]) => ({ op: op as "mb" })],
  [/^([xyz])=(\d)( release)?$/, ([word, value, release]) => storeOf(word, value, release !== undefined)],
  [
    /^(r\d)=([xyz])( acquire)?$/,
    ([into, word, acquire]) => ({
      op: "load",
      word: word as Word,
      into: must(into, "word"),
      acquire: acquire !== undefined,
    }),
  ],
  [
    /^(r\d)=xchg(_relaxed)?\(([xyz]),(\d)\)$/,
    ([into, relaxed, word, value]) => ({
      op: "xchg",
      word: word as Word,
      value: Number(value),
      into: must(into, "word"),
      ordered: relaxed === undefined,
    }),
  ],
];

function storeOf(word: string | undefined, value: string | undefined, release: boolean): Instruction {
  return { op: "store", word: word as Word, value: Number(value), release };
}

export function programOf(...threads: string[]): Program {
  return threads.map((thread) => thread.split(";").map((each) => instructionOf(each.trim())));
}

function instructionOf(text: string): Instruction {
  const guarded = /^if (r\d): (.*)$/.exec(text);
  if (guarded) return { ...instructionOf(must(guarded[2], "statement")), if: must(guarded[1], "condition") };
  for (const [form, make] of FORMS) {
    const found = form.exec(text);
    if (found) return make(found.slice(1));
  }
  throw new Error(`not an instruction: ${text}`);
}

/** "0:r0=1 1:r0=0 x=2": registers that were loaded, by thread, and what is in the memory. */
export type End = string;

export function endOf(
  registers: readonly Readonly<Record<string, number>>[],
  memory: Readonly<Record<Word, number>>,
): End {
  const loaded = registers.flatMap((own, thread) =>
    Object.keys(own)
      .sort()
      .map((name) => `${thread}:${name}=${own[name]}`),
  );
  return [...loaded, ...(["x", "y", "z"] as const).map((word) => `${word}=${memory[word]}`)].join(" ");
}

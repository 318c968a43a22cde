/**
 * What an actor has learnt, as a hash: all that the rest of it can depend on. Kernel code depends on nothing but the words that it has
 * loaded, so two actors that have learnt the same go on alike; this is how an explorer tells states apart.
 *
 * It is kept per function that runs. What a function learnt its caller knows only by the result, so a function that returns leaves that and
 * nothing else. A result that is no word, or an argument in which a function could leave something for its caller (an array, say), and all of
 * it is the caller's.
 */
import { View } from "./layout.ts";

const START_A = 0x6a09e667;
const START_B = 0x3b67ae85;
const PAUSE = 0x5bd1e995;

export class Knowledge {
  /** Of the functions that run, the outermost first: two independent hashes each. */
  private readonly a = [START_A];
  private readonly b = [START_B];
  private top = 0;

  learn(value: number): void {
    const { a, b, top } = this;
    const [hashA, hashB] = [a[top] as number, b[top] as number];
    a[top] = Math.imul(hashA ^ value ^ (hashA >>> 15), 0x2c1b3c6d) + 1;
    b[top] = Math.imul((hashB + value) ^ (hashB >>> 13), 0x297a2d39) + 1;
  }

  /** A new step begins: that much the function knows. */
  pause(): void {
    this.learn(PAUSE);
  }

  enter(): void {
    this.a[++this.top] = START_A;
    this.b[this.top] = START_B;
  }
  /** `keeps`: the caller may know whatever the function knew. */
  leave(result: unknown, keeps: boolean): void {
    const [hashA, hashB] = [this.a[this.top] as number, this.b[this.top] as number];
    this.top--;
    const word = keeps ? null : asWord(result);
    if (word !== null) {
      this.learn(word);
      return;
    }
    this.learn(hashA);
    this.learn(hashB);
  }

  /** An operation is over; the next one depends on nothing that it learnt, but on what it returned. */
  forget(): void {
    this.a[0] = START_A;
    this.b[0] = START_B;
  }

  /** The same text: the same knowledge. */
  get text(): string {
    let text = "";
    for (let each = 0; each <= this.top; each++) text += ` ${this.a[each]} ${this.b[each]}`;
    return text;
  }
}

/** Null: more than fits in a word. */
export function asWord(result: unknown): number | null {
  if (typeof result === "number") return result | 0;
  if (result instanceof View) return result.addr;
  if (result === undefined || result === null || typeof result === "boolean") return result ? 1 : 0;
  return null;
}

/** Could a function leave something in its argument, other than in words of the memory? */
export function canKeep(argument: unknown): boolean {
  return typeof argument !== "string" && asWord(argument) === null;
}

/**
 * All kernels of an era are one text, and what a run does depends on the kernel only by what the text asks of it. So a question of a kernel that says to all that
 * was asked what another one said has the same answer, which nobody needs to work out again.
 */
import ts from "typescript";
import { findEra } from "../../models/index.ts";
import { exceptionsOn, possibleOn } from "../engine/scenario/kernel_range.ts";
import { parsed } from "./cut.ts";
import { type Answered, boundOf } from "./judge.ts";
import type { LoadedKernel } from "./kernels.ts";
import type { Question } from "./look.ts";
import type { Files } from "./patch.ts";

/** What else a kernel has, such as its name, no model asks for; a change that does is not to be trusted with this. */
const MORE: ReadonlySet<string> = new Set(["release", "releases", "stages", "KERNELS", "findEra"]);

export function asksOnlyDifferences(before: Files, after: Files): boolean {
  return !Object.entries(after).some(([file, text]) => before[file] !== text && asksMore(parsed(file, text)));
}

function asksMore(node: ts.Node): boolean {
  const isName = ts.isIdentifier(node) || ts.isStringLiteralLike(node);
  if (isName && MORE.has(node.text) && !isOfFunction(node)) return true;
  return ts.forEachChild(node, (child) => asksMore(child) || undefined) === true;
}

/** A function, or a hook, may have one of the names: where it is called, and where it is declared. */
function isOfFunction(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isMethodSignature(parent)) return parent.name === node;
  const called = ts.isPropertyAccessExpression(parent) && parent.name === node ? parent : node;
  return ts.isCallExpression(called.parent) && called.parent.expression === called;
}

export class Alike {
  private readonly ask: () => Promise<readonly LoadedKernel[] | null>;
  private kernels: ReturnType<typeof this.ask> | null = null;
  private readonly kept = new Map<string, { kernel: LoadedKernel; answered: Answered }[]>();
  /** Those with one key come one after the other, or how many need no answer would depend on who is done first. */
  private readonly turns = new Map<string, Promise<unknown>>();
  /** Questions that needed no answer of their own. */
  count = 0;

  /** `ask`: for the kernels of the models that answer; null: they cannot be loaded. */
  constructor(ask: () => Promise<readonly LoadedKernel[] | null>) {
    this.ask = ask;
  }

  async answer(question: Question, look: () => Promise<Answered>): Promise<Answered> {
    if (question.ask !== "run" && question.ask !== "orders") return look();
    this.kernels ??= this.ask();
    const kernel = (await this.kernels)?.find(({ name }) => name === question.kernel);
    if (kernel === undefined) return look();
    const key = keyOf(question);
    const turn = (this.turns.get(key) ?? Promise.resolve()).then(() => this.inTurn(key, question, kernel, look));
    this.turns.set(
      key,
      turn.catch(() => {}),
    );
    return turn;
  }

  private async inTurn(
    key: string,
    question: Question,
    kernel: LoadedKernel,
    look: () => Promise<Answered>,
  ): Promise<Answered> {
    const kept = this.kept.get(key) ?? [];
    this.kept.set(key, kept);
    const alike = kept.find(({ kernel: other, answered: { asked } }) => isAlike(kernel, other, asked));
    if (alike) {
      this.count++;
      return alike.answered;
    }
    const answered = await look();
    if (answered.look.of === question.ask && boundOf(answered.look) === null) kept.push({ kernel, answered });
    return answered;
  }
}

/** With what the scenario itself says of the kernel. */
function keyOf({ ask, scenario, kernel }: Question): string {
  const found = findEra(kernel);
  return JSON.stringify([ask, scenario.id, found && [exceptionsOn(scenario, found), possibleOn(scenario, found)]]);
}

function isAlike(one: LoadedKernel, other: LoadedKernel, asked: readonly string[]): boolean {
  const [here, there] = [new Set(one.differences), new Set(other.differences)];
  const isSame = (name: string) => here.has(name) === there.has(name);
  return one.name.split("@")[0] === other.name.split("@")[0] && one.layout === other.layout && asked.every(isSame);
}

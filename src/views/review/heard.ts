/** What a stranger's code answers, read as hostile: only what has the form of an answer, within bounds, becomes one. */
import * as v from "valibot";
import type { Reply } from "../../engine/away/messages.ts";
import type { Answers } from "../../review/answers.ts";
import { shown } from "../../review/schema.ts";
import { MAX_ANSWER } from "./wire.ts";

/** Of a list. A run has at most a few thousand steps. */
const MAX_ITEMS = 50_000;

const text = v.pipe(v.string(), v.maxLength(MAX_ANSWER));
const whole = v.pipe(v.number(), v.safeInteger());
const list = <const S extends v.GenericSchema>(schema: S) => v.pipe(v.array(schema), v.maxLength(MAX_ITEMS));
const texts = list(text);
/** Of differences between kernels: there are some dozens, and each is looked for among others. */
const few = v.pipe(v.array(text), v.maxLength(1_000));
const choices = list(whole);
const bound = v.nullable(text);
/** The end of a run, as JSON: it is parsed again where ends are compared. */
const end = v.pipe(
  text,
  v.check((json) => isObject(json)),
);

const meetings = list(v.strictObject({ key: text, about: text, words: texts, told: text, choices }));

const keeps = list(v.strictObject({ word: text, held: texts }));

const look = v.variant("of", [
  v.strictObject({
    of: v.literal("run"),
    verdict: text,
    message: text,
    end,
    all: text,
    choices,
    steps: texts,
    inside: texts,
    words: texts,
    links: texts,
    stores: texts,
    calls: texts,
  }),
  v.strictObject({
    of: v.literal("orders"),
    rounds: v.pipe(
      list(
        v.strictObject({
          leaveOut: texts,
          wrong: list(v.strictObject({ kind: text, message: text, choices, actor: text, inside: text })),
          ends: list(v.strictObject({ end, choices, against: text })),
          bound,
          executions: whole,
        }),
      ),
      v.minLength(1),
    ),
    can: list(v.strictObject({ what: text, found: v.boolean() })),
  }),
  v.strictObject({ of: v.literal("races"), races: meetings, lockless: meetings, steps: meetings, locks: keeps, bound }),
  v.strictObject({ of: v.literal("guard"), verdict: text, intact: text }),
  v.strictObject({ of: v.literal("recording"), difference: v.nullable(text) }),
  v.strictObject({ of: v.literal("failed"), message: text }),
]);

const ANSWERS = {
  look: v.strictObject({ look, asked: few, marks: choices }),
  kernels: v.pipe(v.array(v.strictObject({ name: text, differences: few, layout: whole })), v.maxLength(1_000)),
  show: shown,
} satisfies { [W in keyof Answers]: v.GenericSchema<unknown, Awaited<ReturnType<Answers[W]>>> };

const failure = v.object({ message: text });

/** Null where it is no reply to what was asked. */
export function heard(said: string, askedBy: (id: number) => string | undefined): Reply | null {
  let data: unknown;
  try {
    data = JSON.parse(said);
  } catch {
    return null;
  }
  const { success, output } = v.safeParse(v.looseObject({ type: v.string(), id: whole }), data);
  if (!success) return null;
  const { type, id } = output;
  const what = askedBy(id);
  if (what !== "look" && what !== "show" && what !== "kernels") return null;
  if (type === "failure") {
    const read = v.safeParse(failure, output.failure);
    return read.success
      ? { type, id, failure: { message: read.output.message.slice(0, 1000), place: null, choices: null } }
      : null;
  }
  const read = v.safeParse(ANSWERS[what], output.answer);
  return type === "answer" && read.success ? { type, id, answer: read.output } : null;
}

function isObject(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

// What a stranger's code answers becomes an answer only where it has the form of one.
import { describe, expect, test } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { answersWith } from "../../../src/review/answers.ts";
import { heard } from "../../../src/views/review/heard.ts";

const asked = (id: number) => ["look", "show", "kernels"][id - 1];
const answer = (id: number, answer: unknown) => JSON.stringify({ type: "answer", id, answer });

describe("what is heard", () => {
  test("is what our own models answer", () => {
    const [era] = ERAS;
    const scenario = findScenario("migrate-races-deflate");
    const kernel = `${era?.id}@${era?.releases[0].id}`;
    const { look, show, kernels } = answersWith(new Uint8Array(1));
    expect(heard(answer(3, kernels()), asked)).toEqual({ type: "answer", id: 3, answer: kernels() });
    for (const ask of ["run", "orders", "races"] as const) {
      const said = look({ question: { ask, scenario, kernel }, maxTime: Number.MAX_SAFE_INTEGER });
      expect(heard(answer(1, said), asked)).toEqual({ type: "answer", id: 1, answer: said });
    }
    const shown = show({ scenario, kernel, way: { choices: [0, 1], leaveOut: [] }, shortens: false });
    expect(heard(answer(2, shown), asked)).toEqual({ type: "answer", id: 2, answer: shown });
  });

  const guard = { look: { of: "guard", verdict: "ok", intact: "ok" }, asked: [], marks: [] };
  test.each([
    ["no JSON", "{"],
    ["nothing", "null"],
    ["an answer to what nobody asked", answer(4, guard)],
    ["the answer to another question", answer(2, guard)],
    ["more than an answer", answer(1, { ...guard, also: 1 })],
    [
      "a prototype",
      `{"type":"answer","id":1,"answer":{"look":{"of":"guard","verdict":"ok","intact":"ok","__proto__":{}},"asked":[],"marks":[]}}`,
    ],
    ["progress", JSON.stringify({ type: "progress", id: 1, progress: {} })],
    ["orders without any", answer(1, { look: { of: "orders", rounds: [], can: [] }, asked: [], marks: [] })],
    ["a mark that is no number", answer(1, { ...guard, marks: ["0"] })],
    ["more differences than there can be", answer(1, { ...guard, asked: Array(2_000).fill("") })],
    [
      "a kernel with more differences than there can be",
      answer(3, [{ name: "flags@7.2", differences: Array(2_000).fill(""), layout: 0 }]),
    ],
    ["more marks than there can be", answer(1, { ...guard, marks: Array(60_000).fill(0) })],
  ])("is not %s", (_, said) => {
    expect(heard(said, asked)).toBe(null);
  });

  test("of a failure is the message alone, and not all of a long one", () => {
    const failure = { message: "x".repeat(5000), place: { line: 1, column: 1 }, choices: [1] };
    const reply = heard(JSON.stringify({ type: "failure", id: 1, failure }), asked);
    expect(reply).toEqual({
      type: "failure",
      id: 1,
      failure: { message: "x".repeat(1000), place: null, choices: null },
    });
  });
});

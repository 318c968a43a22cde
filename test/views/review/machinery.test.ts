// What the build makes for workers of the page is complete, and answers as the models do here.
import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { answersWith } from "../../../src/review/answers.ts";
import { linked } from "../../../src/review/link.ts";
import type { Question } from "../../../src/review/look.ts";
import { machinery } from "../../../src/site/data/machinery.ts";

test("the script of a worker answers as the models do, and says which functions it came by", () => {
  const { engine, marked, marks } = machinery();
  const said: string[] = [];
  let ask = (_event: { data: string }) => {};
  const scope = createContext({
    URL,
    performance,
    AbortController,
    structuredClone,
    postMessage: (text: string) => said.push(text),
    addEventListener: (_: string, listener: typeof ask) => {
      ask = listener;
    },
    __reviewMarks: new Uint8Array(marks.length),
  });
  runInContext(linked({ ...engine, ...marked }, "src/views/review/inside.ts"), scope);
  const question: Question = { ask: "orders", scenario: findScenario("scan-races-scan"), kernel: "flags@6.17" };
  const asks = { question, maxTime: Number.MAX_SAFE_INTEGER };
  ask({ data: JSON.stringify({ type: "question", id: 1, what: "look", asks }) });
  return expect
    .poll(() => said.length)
    .toBe(1)
    .then(() => {
      const { answer } = JSON.parse(said[0] ?? "");
      expect(answer.look).toEqual(answersWith(new Uint8Array(1)).look(asks).look);
      const executed = answer.marks.map((mark: number) => marks[mark]);
      expect(executed).toContain("models/flags/isolate.ts isolate_movable_ops_page");
      expect(executed).not.toContain("models/mops/isolate.ts isolate_movable_page");
    });
});

/** One run, one word: whoever shows it – terminal, player, race, bisecting, guards, museum, katas – calls it the same. */
import { expect } from "vitest";
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { printVerdict } from "../../../src/cli/print-trace.ts";
import { open } from "../../../src/engine/compare/session.ts";
import { must } from "../../../src/engine/must.ts";
import { execute } from "../../../src/engine/run/execute.ts";
import { verdictBeside } from "../../../src/engine/verdicts/beside.ts";
import { tell } from "../../../src/engine/verdicts/tell.ts";
import { ANOTHER_END, isFine, NO_FAULT, wordOf } from "../../../src/engine/verdicts/vocabulary.ts";
import type { Verification } from "../../../src/engine/verify/verify.ts";
import { walk } from "../../../src/engine/walk/walk.ts";
import { standText } from "../../../src/engine/walk/words.ts";
import { foundIn } from "../../../src/knowledge/katas/answers.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { lookAt } from "../../../src/knowledge/series/look.ts";
import { sceneOf } from "../../../src/views/player/scene.ts";
import { toldAt } from "../../../src/views/player/told.ts";

export interface Case {
  id: string;
  kernel: string;
  without: GuardName[];
}

/** `found`: what the explorer says of the case. */
export function expectOneWord(each: Case, found: Verification): void {
  const { id, kernel, without } = each;
  const scenario = findScenario(id);
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const { verdict, counterexample, exploration } = found;
  if (isFine(verdict)) {
    const logged = [...exploration.outcomes.keys()].flatMap((end) => (JSON.parse(end) as { log: string[] }).log);
    expect(logged, "a WARN is never fine").toEqual([]);
  } else {
    expect(verdictBeside(found, found), "guards and museum").toBe(verdict);
    expect(foundIn(found, found)[0].answer, "katas").toBe(verdict);
  }
  if (counterexample !== null) agreed(each, found);
  // Bisecting asks no scenario what it expects: where that is all that is missed, it must not say that all is fine.
  const question = { scenario, without, depth: "orders", expect: null } as const;
  const looked = lookAt(question, { name: kernel, era, release, patches: null }).verdict;
  const isMissed = isFine(verdict) || verdict === ANOTHER_END || counterexample === null;
  expect(looked, "bisect").toBe(isMissed ? NO_FAULT : verdict);
}

/** The same order, wherever it is shown. */
function agreed({ id, kernel, without }: Case, { verdict, message, counterexample }: Verification): void {
  const choices = must(counterexample?.choices, "choices");
  const scenario = findScenario(id);
  const { era, release } = must(findEra(kernel), `kernel ${kernel}`);
  const trace = execute(scenario, era, release, { without, choices });
  expect(wordOf(trace.verdict), "run").toBe(verdict);
  expect(tell(trace), "run").toBe(message);
  if (verdict !== ANOTHER_END) expect(printVerdict(trace), "the terminal").toContain(`${verdict}: ${message}`);
  expect(standText(walk({ scenario, kernel, without }, choices)), "the race").toMatch(new RegExp(`^${verdict}[:,] `));
  // The player asks of each scenario whether its era runs it; the register asks more.
  const selection = { scenario, kernels: [kernel], without, choices, step: 0 };
  const session = open(selection);
  const scene = sceneOf(selection, session, 0, session.rows.length);
  if (scene !== null) expect(toldAt(scene, null).word, "the player").toBe(verdict);
}

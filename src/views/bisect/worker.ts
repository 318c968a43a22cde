/** Asks one question, away from the page, which ends this worker where the reader does not want the answer any more. */
import { CannotRun } from "../../engine/run/cannot_run.ts";
import { loadScenario } from "../../engine/scenario/load.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { asData } from "../../knowledge/series/answer.ts";
import { type Answer, ask, whyNoAnswer } from "../../knowledge/series/ask.ts";
import { expectationOf } from "../../knowledge/series/expectation.ts";
import { playerLink } from "../../knowledge/series/link.ts";
import type { Point } from "../../knowledge/series/points.ts";
import type { Job, Reply } from "./job.ts";

addEventListener("message", async ({ data }: MessageEvent<Job>) => {
  try {
    postMessage(await answered(data));
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    postMessage({ type: "failed", message: error.message } satisfies Reply);
  }
});

async function answered({ series, file, without, depth, expect: texts }: Job): Promise<Reply> {
  const response = await fetch(file);
  if (!response.ok) return { type: "failed", message: `there is no ${file}` };
  const scenario = loadScenario(await response.text(), file);
  const expect = texts.length > 0 ? expectationOf(texts) : null;
  if (expect instanceof Error) return { type: "failed", message: expect.message };
  const answer = ask(series, { scenario, without, depth, expect }, (progress) =>
    postMessage({ type: "progress", progress } satisfies Reply),
  );
  if (answer === null) return { type: "failed", message: whyNoAnswer(series, scenario) };
  const [slip] = answer.unknown;
  if (slip) return { type: "failed", message: `no run has ${slip.path} in its end (${slip.known})` };
  const links = await Promise.all(answer.bisection.changes.map((at) => linkTo(scenario, answer, at, without)));
  return { type: "done", answer: asData(answer), links };
}

/** In the order that goes wrong in one of the two, if every order was looked at: it is what became of it in the other that one wants to see. */
function linkTo(
  scenario: Scenario,
  { points, bisection }: Answer,
  at: number,
  without: Job["without"],
): Promise<string> {
  const choices = bisection.seen[at]?.choices ?? bisection.seen[at - 1]?.choices ?? null;
  const around = [points[at - 1], points[at]] as Point[];
  return playerLink(scenario, around, { without: [...without], choices: choices && [...choices] });
}

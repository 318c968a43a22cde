/** What the page /review loads when a kernel patch is pasted: where the models have what it can touch. */
import { createContext, runInContext } from "node:vm";
import { ERA_IDS } from "../../../models/index.ts";
import type { Answers } from "../../review/answers.ts";
import type { Answered } from "../../review/judge.ts";
import { executedIn } from "../../review/kernel/executed.ts";
import { Places } from "../../review/kernel/place.ts";
import type { PlacedIn } from "../../review/kernel/placed.ts";
import { linked } from "../../review/link.ts";
import { nameOf, type Question } from "../../review/look.ts";
import { MARKS } from "../../review/marks_name.ts";
import { firstRuns } from "../../review/plan.ts";
import type { MachineryFile } from "../../views/review/machinery.ts";
import { bugs } from "./bugs.ts";
import { lockless } from "./lockless.ts";
import { machinery, models } from "./machinery.ts";
import { CHECKLIST } from "./stations.ts";
import { walkthroughTexts } from "./walkthrough_sources.ts";

/** By the key of a name. */
export function places(): Record<string, PlacedIn[]> {
  const made = machinery();
  const { material } = made;
  const look = lookIn(made);
  const runs = executedIn(
    firstRuns({ eras: ERA_IDS, kernel: null }, material).map((question) => [question, look(question)]),
  );
  const known = { bugs: bugs(), questions: CHECKLIST, walkthroughs: walkthroughTexts(), lockless: lockless().accesses };
  return new Places(models().files, { ...material, ...known, runs }).everything();
}

/** The models that leave marks, loaded as a worker of the page loads them: of those that the build runs nobody can tell what they come by. */
function lookIn({ engine, marked, marks }: MachineryFile): (question: Question) => Answered {
  const left = new Uint8Array(marks.length);
  const scope = createContext({ URL, performance, structuredClone, [MARKS]: left });
  const script = linked({ ...engine, ...marked }, "src/review/answers.ts");
  const { answersWith } = runInContext(script, scope) as { answersWith(marks: Uint8Array): Answers };
  const answers = answersWith(left);
  return (question) => {
    const { look, asked, marks: executed } = answers.look({ question, maxTime: Number.MAX_SAFE_INTEGER });
    if (look.of === "failed") throw new Error(`${nameOf(question)}: ${look.message}`);
    return { look, asked, executed: executed.flatMap((mark) => marks[mark] ?? []) };
  };
}

/** What is known of the places of the models, from disk and from runs that leave marks. */
import { globSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ERA_IDS } from "../../../models/index.ts";
import { bugRegister } from "../../knowledge/bugs/files.ts";
import { readData } from "../../knowledge/data.ts";
import { locklessTable } from "../../knowledge/lockless/files.ts";
import { checklist } from "../../knowledge/onboarding/form.ts";
import type { Answered } from "../../review/judge.ts";
import { type Executed, executedIn } from "../../review/kernel/executed.ts";
import type { Knowledge } from "../../review/kernel/place.ts";
import { nameOf, type Question } from "../../review/look.ts";
import { withFunctions } from "../../review/marks.ts";
import type { Files } from "../../review/patch.ts";
import { firstRuns } from "../../review/plan.ts";
import { Side } from "../../review/sides.ts";
import { Base } from "./base.ts";
import { temporaryFolder } from "./copy.ts";
import { materialFromDisk } from "./material.ts";
import { startersIn } from "./start.ts";

const CONTENT = fileURLToPath(new URL("../../../content/", import.meta.url));
/** Of one run. */
const MAX_TIME = 600_000;
type GoesOn = (done: number, all: number) => boolean;

/** `goesOn`: asked before each run. */
export async function knowledgeFor(files: Files, goesOn: GoesOn): Promise<Knowledge> {
  const material = materialFromDisk();
  const file = "onboarding/checklist.yaml";
  const walkthroughs = globSync("walkthroughs/*.md", { cwd: CONTENT }).map((path) => {
    return [basename(path, ".md"), readFileSync(join(CONTENT, path), "utf8")];
  });
  const runs = firstRuns({ eras: ERA_IDS, kernel: null }, material);
  return {
    ...material,
    bugs: bugRegister(),
    questions: readData(checklist, readFileSync(join(CONTENT, file), "utf8"), `content/${file}`),
    walkthroughs: Object.fromEntries(walkthroughs),
    lockless: locklessTable().accesses,
    runs: await runsOf(files, runs, goesOn),
  };
}

async function runsOf(files: Files, questions: readonly Question[], goesOn: GoesOn): Promise<Executed> {
  const base = new Base(files);
  const folder = temporaryFolder();
  const jobs = availableParallelism();
  const side = new Side("before", () => withFunctions(files), { jobs, patience: null, starter: startersIn(folder) });
  const answers: [Question, Answered][] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let question = questions[next]; question !== undefined; question = questions[next]) {
      if (!goesOn(next, questions.length)) return;
      next++;
      const name = nameOf(question);
      const answered = base.get(name) ?? (await side.look(question, { maxTime: MAX_TIME }));
      base.add(name, answered);
      answers.push([question, answered]);
    }
  }
  try {
    await Promise.all(Array.from({ length: jobs }, work));
    base.write();
    return executedIn(answers);
  } finally {
    side.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

// npm run bench:review [-- GROUP [PART/PARTS]]: how often a review is wrong, over all changes of the corpus. One that is long can be had in parts: guard 2/8.
import { ERA_IDS } from "../../models/index.ts";
import type { Known } from "./change.ts";
import { guards, katas, museum, stages } from "./generated.ts";
import { refactorings } from "./refactorings.ts";
import { slips } from "./slips.ts";
import { type Judgement, judged, tried } from "./try.ts";

const SHORT = ["isolate-races-deflate", "zs-free-while-isolated", "isolate-and-put-back", "migrate-one"];
const GROUPS: Record<Known["group"], () => readonly Known[]> = {
  refactoring: () => refactorings,
  slip: () => slips,
  guard: () => guards(ERA_IDS),
  museum,
  kata: katas,
  stage: () => stages(SHORT),
};

const [only, part = "1/1"] = process.argv.slice(2);
const [at = 1, parts = 1] = part.split("/").map(Number);
if (only !== undefined && !(only in GROUPS)) {
  console.error(`there is no group ${only}\nExpected: one of ${Object.keys(GROUPS).join(", ")}`);
  process.exit(2);
}
const chosen = Object.entries(GROUPS).filter(([group]) => only === undefined || group === only);
const corpus = chosen.flatMap(([, changes]) => changes()).filter((_, index) => index % parts === at - 1);
const counts: Record<Judgement, number> = { right: 0, "all-clear": 0, alarm: 0, otherwise: 0 };
let rows = 0;
for (const known of corpus) {
  const begin = performance.now();
  const report = await tried(known);
  const { judgement, missed } = judged(known, report);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  counts[judgement]++;
  rows += known.foretold?.length ?? 0;
  console.log(`${judgement.padEnd(9)} ${seconds.padStart(5)} s  ${known.group}: ${known.name}: ${report.verdict.text}`);
  for (const { scenario, kernel, word } of missed)
    console.log(`          not told: ${word} in ${scenario} on ${kernel}`);
}
console.log(
  `${corpus.length} changes, of which the tables foretell ${rows} results: ${counts.right} told right, ${counts["all-clear"]} wrong all-clears, ${counts.alarm} false alarms, ${counts.otherwise} told otherwise`,
);

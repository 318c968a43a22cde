// npm run bench:review: how often a review is wrong, over all changes of the corpus.
import { guards, katas, museum, stages } from "./generated.ts";
import { refactorings } from "./refactorings.ts";
import { slips } from "./slips.ts";
import { isAllClear, isFalseAlarm, tried } from "./try.ts";

const SHORT = ["isolate-races-deflate", "zs-free-while-isolated", "isolate-and-put-back", "migrate-one"];
const [only] = process.argv.slice(2);
const groups = {
  refactoring: () => refactorings,
  slip: () => slips,
  guard: () => guards(["aops", "mops", "flags"]),
  museum,
  kata: katas,
  stage: () => stages(SHORT),
};
const chosen = Object.entries(groups).filter(([group]) => only === undefined || group === only);
const corpus = chosen.flatMap(([, changes]) => changes());
let [clear, alarms, others] = [0, 0, 0];
for (const known of corpus) {
  const report = await tried(known);
  const wrong = isAllClear(known, report) ? "ALL-CLEAR" : isFalseAlarm(known, report) ? "ALARM" : "";
  const other = wrong === "" && !known.answers.includes(report.verdict.kind) ? "other" : "";
  if (wrong === "ALL-CLEAR") clear++;
  if (wrong === "ALARM") alarms++;
  if (other !== "") others++;
  console.log(`${(wrong || other || "ok").padEnd(9)} ${known.group}: ${known.name}: ${report.verdict.text}`);
}
console.log(
  `${corpus.length} changes: ${clear} wrong all-clears, ${alarms} false alarms, ${others} told otherwise than known`,
);

/**
 * `npm run bench:faults [-- zram.ts zs_object.ts:34 --era flags@7.2 --shard 2/8 --jobs 2 --json]`: unlocks of the models one statement earlier and locks one later, where the
 * code allows it, in turn; and who notices. Beside what a review asks stands brute force, where another CPU may run between any two accesses of the function. What only
 * brute force notices, and what nobody does, is named at the end; the exit status is 1 if there is any of the first. Never part of the tests: it takes a while.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type EraId, findEra, NEWEST } from "../../../models/index.ts";
import { partNamed } from "../../cli/answer.ts";
import { print, printJson } from "../../cli/parts/terminal.ts";
import { temporaryFolder } from "../../cli/review/copy.ts";
import { startersIn } from "../../cli/review/start.ts";
import { must } from "../../engine/must.ts";
import { A_KERNEL } from "../../engine/scenario/such_as.ts";
import { findScenario, shippedScenarios } from "../../knowledge/scenarios/files.ts";
import { readModels } from "../../knowledge/source/files.ts";
import { Asked, type Noticed, WAYS } from "./faults/asked.ts";
import { type Fault, faultsIn } from "./faults/seed.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    era: { type: "string", default: NEWEST.id },
    jobs: { type: "string", default: String(availableParallelism()) },
    shard: { type: "string", default: "1/1" },
    json: { type: "boolean" },
  },
});
const kernel = findEra(values.era);
if (kernel === undefined) {
  console.error(`there is no kernel ${values.era}\nExpected: an era, or a kernel such as ${A_KERNEL}`);
  process.exit(2);
}

const models = readModels();
const folder = temporaryFolder();
const jobs = Number(values.jobs);
const scenarios = shippedScenarios().map(findScenario);
const asked = new Asked(kernel, models, scenarios, { jobs, patience: null, starter: startersIn(folder) });
type Result = Omit<Fault, "text"> & Noticed;
const part = must(partNamed(values.shard), "--shard");
const own = faults(kernel.era.id).filter((_, at) => at % part.of === part.number - 1);
const results: Result[] = [];
let next = 0;
async function work(): Promise<void> {
  for (let at = next++; at < own.length; at = next++) {
    const fault = must(own[at], "fault");
    const { text: _, ...told } = fault;
    const result = { ...told, ...(await asked.of(fault)) };
    results[at] = result;
    // Whoever stops it early keeps what is known.
    process.stderr.write(`${lineOf(result)}\n`);
  }
}
await Promise.all(Array.from({ length: jobs }, work));
asked.end();
rmSync(folder, { recursive: true });
const missed = results.filter(({ by }) => by.accesses !== undefined);
const unseen = results.filter(({ by }) => Object.keys(by).length === 0);
if (values.json) printJson(results);
else print(report());
process.exitCode = missed.length === 0 ? 0 : 1;

/** What every era shares, and what is its own; of these what was named, if anything was: a file, or a line of it. */
function faults(era: EraId): Fault[] {
  const isWanted = ({ file, line }: Fault) =>
    positionals.length === 0 ||
    positionals.some((name) => file.endsWith(`/${name}`) || `${file}:${line}`.endsWith(`/${name}`));
  return Object.entries(models)
    .filter(([file]) =>
      /^models\/(?:machine|ERA)\/(?!(?:lock|rwlock|rwsem)\.ts)/.test(file.replace(`/${era}/`, "/ERA/")),
    )
    .flatMap(([file, text]) => faultsIn(file, text))
    .filter(isWanted);
}

function lineOf({ file, line, what, by, reached, bounds }: Result): string {
  const ways = WAYS.filter((way) => by[way] !== undefined);
  const nobody = reached === 0 ? "no scenario of this kernel comes by" : "nobody notices";
  const cut = bounds > 0 ? `, ${bounds} questions cut` : "";
  return `${file}:${line}: ${what}: ${ways.join(", ") || nobody}${cut}`;
}

function report(): string {
  const reached = results.filter((each) => each.reached > 0);
  const lines = [
    `${results.length} faults, ${reached.length} of them where a scenario comes by`,
    ...WAYS.map((way) => `noticed by ${way}: ${reached.filter(({ by }) => by[way] !== undefined).length}`),
    `by brute force, and by nothing else: ${missed.length}`,
    ...missed.map((each) => `  ${lineOf(each)}: ${each.by.accesses}`),
    `by nobody: ${unseen.length}`,
    ...unseen.map((each) => `  ${lineOf(each)}`),
  ];
  return `${lines.join("\n")}\n`;
}

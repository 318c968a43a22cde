/**
 * `npm run bench:faults [-- zram.ts --era flags --jobs 2 --json]`: unlocks of the models one statement earlier and locks one later, where the code allows it, in turn; and who notices. Beside
 * what a review asks stands brute force, where another CPU may run between any two accesses of the function. What only brute force notices is named at the end, and the
 * exit status is 1 then. Never part of the tests: it takes a while.
 */
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { ERA_IDS, type EraId, NEWEST } from "../../../models/index.ts";
import { print, printJson } from "../../cli/parts/terminal.ts";
import { temporaryFolder } from "../../cli/review/copy.ts";
import { materialFromDisk } from "../../cli/review/material.ts";
import { startersIn } from "../../cli/review/start.ts";
import { readModels } from "../../knowledge/source/files.ts";
import { Asked, type Noticed, WAYS } from "./faults/asked.ts";
import { type Fault, faultsIn } from "./faults/seed.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    era: { type: "string", default: NEWEST.id },
    jobs: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean" },
  },
});
const era = ERA_IDS.find((id) => id === values.era);
if (era === undefined) {
  console.error(`there is no era ${values.era}\nExpected: one of ${ERA_IDS.join(", ")}`);
  process.exit(2);
}

const models = readModels();
const folder = temporaryFolder();
const asked = new Asked(era, models, materialFromDisk(), {
  jobs: Number(values.jobs),
  patience: null,
  starter: startersIn(folder),
});
const results: (Omit<Fault, "text"> & Noticed)[] = [];
for (const { text, ...fault } of faults(era)) {
  const noticed = await asked.of({ ...models, [fault.file]: text });
  const result = { ...fault, ...noticed };
  results.push(result);
  // Whoever stops it early keeps what is known.
  process.stderr.write(`${lineOf(result)}\n`);
}
asked.end();
rmSync(folder, { recursive: true });
const missed = results.filter(({ by }) => by.accesses !== undefined && !isTold(by));
if (values.json) printJson(results);
else print(report());
process.exitCode = missed.length === 0 ? 0 : 1;

/** What every era shares, and what is its own; of these the files that were named, if any were. */
function faults(era: EraId): Fault[] {
  const wanted = Object.entries(models).filter(
    ([file]) => positionals.length === 0 || positionals.some((name) => file.endsWith(`/${name}`)),
  );
  return wanted.flatMap(([file, text]) =>
    /^models\/(?:machine|ERA)\/(?!(?:lock|rwlock|rwsem)\.ts)/.test(file.replace(`/${era}/`, "/ERA/"))
      ? faultsIn(file, text)
      : [],
  );
}

function lineOf({ file, line, what, by, reached, bounds }: Omit<Fault, "text"> & Noticed): string {
  const ways = WAYS.filter((way) => by[way] !== undefined);
  const nobody = reached === 0 ? "no scenario of this era comes by" : "nobody notices";
  const cut = bounds > 0 ? `, ${bounds} questions cut` : "";
  return `${file}:${line}: ${what}: ${ways.join(", ") || nobody}${cut}`;
}

function isTold(by: Noticed["by"]): boolean {
  return WAYS.some((way) => way !== "accesses" && by[way] !== undefined);
}

function report(): string {
  const reached = results.filter((each) => each.reached > 0);
  const count = (is: (by: Noticed["by"]) => boolean) => reached.filter(({ by }) => is(by)).length;
  const lines = [
    `${results.length} faults, ${reached.length} of them where a scenario comes by`,
    ...WAYS.map((way) => `noticed by ${way}: ${count((by) => by[way] !== undefined)}`),
    `by anything: ${count((by) => WAYS.some((way) => by[way] !== undefined))}`,
    `by brute force, and by nothing else: ${missed.length}`,
    ...missed.map((each) => `  ${lineOf(each)}: ${each.by.accesses}`),
  ];
  return `${lines.join("\n")}\n`;
}

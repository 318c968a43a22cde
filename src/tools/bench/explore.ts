/** `npm run bench:explore`: how fast the explorer comes to a verdict, and what it saves. Never part of the tests. */

import { parseArgs } from "node:util";
import { print, printJson } from "../../cli/parts/terminal.ts";
import { messageOf } from "../../engine/message.ts";
import { report } from "./explore/report.ts";
import { FULL, QUICK, runPlan } from "./explore/suite.ts";
import { targets } from "./explore/targets.ts";

const HELP = `Measures the explorer on races of two and three actors: steps per second, time to verdict, what the reduction saves,
memory, how it grows, and where the time goes; beside it spin, where it is installed, on the same races and on well-known programs; and fast-check's
scheduler.

  npm run bench:explore [-- OPTIONS]

  --quick   no races of three actors with two pages or more
  --json    all numbers as JSON, and nothing else on standard output
  --help    this text

Exit status: 0 measured, whether a target was missed or not; 2 bad arguments.
What is measured and how: src/tools/bench/explore/README.md
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`bench:explore: ${options}\nTry: npm run bench:explore -- --help\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const results = await runPlan(options.quick ? QUICK : FULL, (text) => process.stderr.write(`${text}\n`));
  if (options.json) printJson({ ...results, targets: targets(results) });
  else print(report(results));
  return 0;
}

/** A text says what is wrong with them. */
function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { quick: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
    }).values;
  } catch (error) {
    return messageOf(error);
  }
}

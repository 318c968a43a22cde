/** `npm run bench`: how fast the machine is, and how its time and room grow with its pages. Never part of the tests. */

import { parseArgs } from "node:util";
import { print, printJson } from "../../cli/parts/terminal.ts";
import { messageOf } from "../../engine/message.ts";
import { report } from "./report.ts";
import { FULL, QUICK, runPlan } from "./suite.ts";
import { targets } from "./targets.ts";

const HELP = `Measures the three models: steps per second, and time and room of machines of 10,000 to 1,000,000 pages.

  npm run bench [-- OPTIONS]

  --quick   10,000 and 100,000 pages only: some seconds instead of minutes
  --json    all numbers as JSON, and nothing else on standard output
  --help    this text

Exit status: 0 measured, whether a target was missed or not; 2 bad arguments.
What is measured and how: src/tools/bench/README.md
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`bench: ${options}\nTry: npm run bench -- --help\n`);
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

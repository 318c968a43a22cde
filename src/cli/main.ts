/** The terminal: `npm run -s eras -- COMMAND`. Exit 0: as expected; 1: an expectation or an invariant is broken; 2: bad input. */

import { OrderError } from "../run/order.ts";
import { ScenarioError } from "../scenario/problem.ts";
import { check } from "./check.ts";
import { type Command, UsageError } from "./command.ts";
import { compare } from "./compare.ts";
import { list } from "./list.ts";
import { operations } from "./operations.ts";
import { run } from "./run.ts";

const COMMANDS: readonly Command[] = [list, run, compare, check, operations];

const HELP = `Run one scenario on three generations of Linux's movable-page API.

  npm run -s eras -- COMMAND [OPTIONS]

${COMMANDS.map(({ name, usage, text }) => `  ${`${name} ${usage}`.padEnd(64)}${text}`).join("\n")}

  COMMAND --help      what a command does, with an example

Exit status: 0 as expected, 1 an expectation or an invariant is broken, 2 bad input.
Colours only on a terminal; NO_COLOR=1 switches them off.
`;

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (!command) throw new UsageError(`unknown command "${name}"`, COMMANDS.map((each) => each.name).join(", "));
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(`eras ${command.name} ${command.usage}\n\n${command.help.trim()}\n`);
      return 0;
    }
    return command.run(rest);
  } catch (error) {
    if (error instanceof UsageError || error instanceof ScenarioError || error instanceof OrderError) {
      process.stderr.write(`${error.message}\n`);
      return 2;
    }
    throw error;
  }
}

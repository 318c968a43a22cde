/** The commands of the terminal, and what becomes of their errors. */

import { messageOf } from "../engine/message.ts";
import { CannotRun } from "../engine/run/cannot_run.ts";
import { Stopped } from "../engine/run/limit.ts";
import { ScenarioError } from "../engine/scenario/problem.ts";
import { DataError } from "../knowledge/data.ts";
import { RecordingError } from "../knowledge/kernels/distil.ts";
import { TreeError } from "../knowledge/tree/tree.ts";
import { PatchError } from "../review/patch.ts";
import { bisectCommand } from "./bisect.ts";
import { c } from "./c.ts";
import { check } from "./check.ts";
import { compare } from "./compare.ts";
import { exploreCommand } from "./explore.ts";
import { guards } from "./guards.ts";
import { kernel } from "./kernel.ts";
import { kernels } from "./kernels.ts";
import { list } from "./list.ts";
import { locksCommand } from "./locks.ts";
import { mergeCommand } from "./merge.ts";
import { operations } from "./operations.ts";
import { type Command, UsageError, unknown } from "./parts/command.ts";
import { ModelsError } from "./parts/models.ts";
import { complain, print } from "./parts/terminal.ts";
import { racesCommand } from "./races.ts";
import { refineCommand } from "./refine.ts";
import { reviewCommand } from "./review.ts";
import { run } from "./run.ts";

export const COMMANDS: readonly Command[] = [
  list,
  run,
  compare,
  check,
  operations,
  exploreCommand,
  mergeCommand,
  racesCommand,
  locksCommand,
  guards,
  refineCommand,
  reviewCommand,
  bisectCommand,
  c,
  kernels,
  kernel,
];

const NAMES = COMMANDS.map(({ name }) => name);

/** Without the options: `COMMAND --help` has them. */
const calls = COMMANDS.map(({ name, usage }) => `${name} ${usage.replace(/\[--.*/, "")}`.trim());
const width = Math.max(...calls.map((call) => call.length));

const HELP = `Run one scenario on every generation of Linux's movable-page API.

  npm run -s eras -- COMMAND [OPTIONS]

${COMMANDS.map(({ text }, at) => `  ${calls[at]?.padEnd(width)}  ${text}`).join("\n")}

  COMMAND --help: its options, and an example
  --models DIR: with other models than those of the project, from a copy of models/ to which eras were added or in which
  they were changed; goes with every command

Exit status: 0 as expected, 1 an expectation or an invariant is broken or not all was covered, 2 bad input or nothing
that can be run, 3 a mistake of ours, 130 stopped by Ctrl-C, which prints what is known by then.
Colours only on a terminal; NO_COLOR=1 switches them off.
`;

/** Errors that are the reader's, not ours: the message is enough. */
const KNOWN = [UsageError, DataError, ScenarioError, CannotRun, TreeError, RecordingError, PatchError, ModelsError];

/** The exit status: 0 as expected, 1 an expectation or an invariant is broken, 2 bad input. Of a command that waits for others, later. */
export function eras(args: string[]): number | Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    print(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((each) => each.name === name);
  try {
    if (!command) throw unknown("command", name, NAMES);
    if (rest.includes("--help") || rest.includes("-h")) {
      print(`eras ${command.name} ${command.usage}\n\n${command.help.trim()}\n`);
      return 0;
    }
    const status = command.run(rest);
    return typeof status === "number" ? status : status.catch(statusOf);
  } catch (error) {
    return statusOf(error);
  }
}

function statusOf(error: unknown): number {
  if (KNOWN.some((kind) => error instanceof kind)) {
    complain(`${messageOf(error)}\n`);
    return 2;
  }
  if (!(error instanceof Stopped)) throw error;
  complain(`${error.message}\n`);
  return 1;
}

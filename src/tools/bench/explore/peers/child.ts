/** One program in a process of its own, as somebody who wants the verdict would run it. */
import { explore } from "../../../../engine/explore/explore.ts";
import { ProgramSystem } from "./system.ts";
import { ZOO } from "./zoo.ts";

/** Its place in the zoo. */
const at = Number(process.argv[2]);
const program = ZOO[at];
if (!program) throw new TypeError(`no program ${at}`);
const { bound, violations, states, executions, cut } = explore(new ProgramSystem(program));
process.stdout.write(
  JSON.stringify({ bound, wrong: violations[0]?.kind ?? null, states, executions: executions + cut }),
);

/**
 * `npm run bench:races [-- zsmalloc --actors 3 --programs 200 --seed 1 --era flags --executions 60]`: programs that nobody wrote, and what they show beyond
 * content/lockless.yaml. Never part of the tests, but for a few: test/knowledge/lockless/programs.ts.
 */
import { parseArgs } from "node:util";
import { ERAS, findEra, KERNELS } from "../../../models/index.ts";
import { print, printJson } from "../../cli/parts/terminal.ts";
import { counted } from "../../engine/counted.ts";
import { messageOf } from "../../engine/message.ts";
import { A_KERNEL } from "../../engine/scenario/such_as.ts";
import { locklessTable } from "../../knowledge/lockless/files.ts";
import { Held } from "../../knowledge/lockless/hold.ts";
import { coverOf } from "./races/cover.ts";
import { type Finding, lookedAt } from "./races/look.ts";
import { EXECUTIONS, programs, some } from "./races/programs.ts";

const HELP = `Puts small scenarios together, looks at their accesses and steps, and prints what content/lockless.yaml doesn't explain.

  npm run bench:races [-- OPTIONS] [NAME …]

  NAME            only programs whose name has it, such as zsmalloc-chain or compact
  --actors N      how many, 2 (the default) or 3
  --programs N    how many of them, in an order that the seed makes (default: all)
  --seed N        default 1
  --era ERA       an era, a kernel such as ${A_KERNEL}, or all: every kernel (default: the reference kernel of each era)
  --executions N  orders of each, at the most (default ${EXECUTIONS})
  --show NAME     print that program, fit to be kept as a file
  --cover         of those that were looked at, the few that show the table all that they show it together
  --json          the findings as data

Exit status: 0 nothing beyond the table, 1 something; 2 bad arguments.
`;

const OPTIONS = {
  actors: { type: "string", default: "2" },
  programs: { type: "string", default: "Infinity" },
  seed: { type: "string", default: "1" },
  era: { type: "string" },
  executions: { type: "string", default: String(EXECUTIONS) },
  show: { type: "string" },
  cover: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;
type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];
type Given = Values & { named: string[] };

process.exitCode = started();

function started(): number {
  let values: Given;
  try {
    const parsed = parseArgs({ options: OPTIONS, allowPositionals: true });
    values = { ...parsed.values, named: parsed.positionals };
  } catch (error) {
    return refuse(messageOf(error));
  }
  if (!values.help) return main(values);
  print(HELP);
  return 0;
}

function main(values: Given): number {
  const kernels = kernelsNamed(values.era);
  for (const [name, value] of Object.entries({
    programs: values.programs,
    seed: values.seed,
    executions: values.executions,
  }))
    if (!(Number(value) > 0)) return refuse(`--${name} is ${value}, and must be a number above 0`);
  if (kernels.length === 0) return refuse(`there is no kernel ${values.era}`);
  // Of four there are more than fit into memory.
  if (!["2", "3"].includes(values.actors))
    return refuse(`there are no programs of ${values.actors} actors, only of 2 and of 3`);
  const all = programs(Number(values.actors));
  if (values.show !== undefined) {
    const shown = all.find(({ name }) => name === values.show);
    if (shown === undefined) return refuse(`no program of ${values.actors} actors has the name ${values.show}`);
    print(shown.text);
    return 0;
  }
  const { named } = values;
  const those = named.length === 0 ? all : all.filter(({ name }) => named.some((part) => name.includes(part)));
  if (those.length === 0) return refuse(`no program of ${values.actors} actors has ${named.join(" or ")} in its name`);
  const wanted = some(those, Number(values.programs), Number(values.seed));
  const table = locklessTable();
  const held = new Held(table);
  const looks = wanted.map((program) => lookedAt(program, kernels, Number(values.executions)));
  const findings = looks.flatMap((look) => look.beyond(held));
  if (values.cover) print(`${coverOf(looks, () => new Held(table)).join("\n")}\n`);
  else if (values.json) printJson(findings);
  else print(report(findings, looks.length));
  return findings.length === 0 ? 0 : 1;
}

function refuse(why: string): number {
  process.stderr.write(`bench:races: ${why}\nTry: npm run bench:races -- --help\n`);
  return 2;
}

function kernelsNamed(era: string | undefined) {
  if (era === undefined) return ERAS.map((each) => ({ era: each, release: each.releases[0] }));
  if (era === "all") return KERNELS;
  const found = findEra(era);
  return found === undefined ? [] : [found];
}

/** What reads alike once, with the program whose name is the shortest. */
function report(findings: readonly Finding[], looked: number): string {
  const known = new Map<string, { kernels: Set<string>; program: string }>();
  for (const { text, kernel, program } of findings) {
    const same = known.get(text) ?? { kernels: new Set(), program };
    same.kernels.add(kernel);
    if (program.length < same.program.length) same.program = program;
    known.set(text, same);
  }
  const lines = [...known]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, { kernels, program }]) => `${text}\n  ${[...kernels].join(", ")}; --show ${program}`);
  const clean = looked - new Set(findings.map(({ program }) => program)).size;
  const end = `${counted(looked, "program")}, ${clean} of them clean; ${counted(known.size, "finding")} beyond the table`;
  return `${[...lines, end].join("\n")}\n`;
}

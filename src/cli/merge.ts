/** `eras merge FILE…`: what the parts of an exploration add up to. */
import { together } from "../engine/explore/parts.ts";
import type { ModelledKernel } from "../engine/scenario/kernel_range.ts";
import { verify } from "../engine/verify/verify.ts";
import { NOTHING } from "../knowledge/lockless/hold.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { type Answer, digestOf, EXPECTED, explorationIn, readAnswer, version } from "./answer.ts";
import { allTold, asData } from "./explored.ts";
import { inFile } from "./in_file.ts";
import { limitsOf } from "./limits.ts";
import { type Command, guardsNamed, kernelsToRun, parse, UsageError, withMemory } from "./parts/command.ts";
import { print, printJson } from "./parts/terminal.ts";

const usage = "FILE … [--json]";

export const mergeCommand: Command = {
  name: "merge",
  usage,
  text: "what the parts of an exploration add up to",
  help: `
Joins the answers of eras explore --shard 1/N to N/N, in any order, and says what one search would say: the verdict, the ends, and the shortest
counterexample, which is looked for here. Counts are those of all parts, and so higher than those of one search. A part that stopped at a
limit is a bound of the whole.

  FILE    what each part printed
  --json  the results as data

Exit status: 0 as expected, 1 not as expected or not all was covered, 2 where a part is missing or there twice, or where they are not
parts of one exploration: of another scenario, other options or other models.

Example:
  npm run -s eras -- merge part1.json part2.json
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } } as const, usage);
    const parts = positionals.map((file) => ({ file, answer: readAnswer(file) }));
    const first = requireWhole(parts);
    const { name } = first.scenario;
    const { without, memory, invariants } = first.options;
    const scenario = withMemory(findScenario(name), memory);
    if (digestOf(scenario) !== first.scenario.digest)
      throw new UsageError(
        `${name} is not the scenario that was explored: it has changed since`,
        "the same file as then",
      );
    const answers = parts.map(({ answer }) => answer).sort((a, b) => a.part.number - b.part.number);
    const { eras, skipped } = kernelsToRun(name, scenario, first.options.era);
    requireKernels(first, eras);
    const results = eras.map(({ era, release }, at) => {
      const explored = together(
        answers.flatMap(({ kernels }) => (kernels[at] ? [explorationIn(kernels[at].exploration)] : [])),
      );
      const how = { without: guardsNamed(without), invariants, explored, ...limitsOf(era.id) };
      const result = inFile(name, () => verify(scenario, era, release, how));
      return { ...result, jobs: 1, beyond: NOTHING, coverage: null };
    });
    if (values.json) printJson(results.map(asData));
    else print(allTold(scenario, results, skipped));
    return results.every(({ expected }) => expected) ? 0 : 1;
  },
};

function requireKernels({ kernels, scenario: { name } }: Answer, eras: readonly ModelledKernel[]): void {
  const said = kernels.map(({ era, release }) => `${era}@${release}`).join(", ");
  const here = eras.map(({ era, release }) => `${era.id}@${release.id}`).join(", ");
  if (said !== here) throw new UsageError(`the parts are of ${said}, and ${name} is explored on ${here}`, EXPECTED);
}

interface Read {
  file: string;
  answer: Answer;
}

/** Each part once, and all of the same exploration; returns one of them. */
function requireWhole(parts: readonly Read[]): Answer {
  const [first, ...others] = parts;
  if (first === undefined) throw new UsageError("name the files to join", usage);
  for (const other of others) {
    for (const [what, of] of ASPECTS) {
      const [one, another] = [of(first.answer), of(other.answer)];
      if (one === another) continue;
      throw new UsageError(
        `${other.file} is of ${what}: ${another}, and ${first.file} of ${one}`,
        "parts of one exploration",
      );
    }
  }
  const ours = version();
  if (first.answer.version !== ours) {
    const made = `${first.file} was made with other models or another explorer: ${first.answer.version}, and these are ${ours}`;
    throw new UsageError(made, "the version that made the parts, with the same --models");
  }
  const { of } = first.answer.part;
  for (let number = 1; number <= of; number++) {
    const same = parts.filter(({ answer }) => answer.part.number === number).map(({ file }) => file);
    if (same.length > 1)
      throw new UsageError(`part ${number} of ${of} is there twice: ${same.join(", ")}`, "each part once");
    if (same.length === 0)
      throw new UsageError(`part ${number} of ${of} is missing`, `what eras explore --shard ${number}/${of} prints`);
  }
  return first.answer;
}

const ASPECTS: [what: string, of: (answer: Answer) => string][] = [
  ["another scenario", ({ scenario: { name, digest } }) => `${name} (${digest})`],
  [
    "other options",
    ({ options, kernels }) => JSON.stringify([options, kernels.map(({ era, release }) => `${era}@${release}`)]),
  ],
  ["other models or of another explorer", (answer) => answer.version],
  ["another number of parts", ({ part }) => String(part.of)],
];

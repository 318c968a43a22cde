/** `eras guards`: what breaks without each guard, computed now. */
import { GUARDS } from "../../models/guards.ts";
import { ERA_IDS } from "../../models/index.ts";
import { CannotRun } from "../engine/run/cannot_run.ts";
import { guardRegister } from "../knowledge/guards/files.ts";
import { type CellResult, Matrix } from "../knowledge/guards/matrix.ts";
import { redundantPairs } from "../knowledge/guards/pairs.ts";
import { type GuardEntry, silentOn } from "../knowledge/guards/register.ts";
import { findScenario } from "../knowledge/scenarios/files.ts";
import { type Command, guardsNamed, parse } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { paint, print, printJson, progress } from "./parts/terminal.ts";
import { guardsOfPlan } from "./plan_guards.ts";

const usage = "[GUARD …] [--pairs | --era PLAN] [--json]";

export const guards: Command = {
  name: "guards",
  usage,
  text: "what breaks without each guard",
  help: `
Takes each guard of content/guards out of each era that has it, tries every interleaving of the scenario that the register names, and
prints what goes wrong: the verdict, and steps/switches of the shortest counterexample. A cell that isn't as the register says gets a !,
an era that the register doesn't name gets a ?, and either makes the exit status 1. Where the first broken invariant would only say that
the guard is out, the register ignores invariants, so that you see the damage.

  GUARD       only these guards (default: all ${Object.keys(GUARDS).length})
  --era PLAN  instead: what breaks in a plan that was never built, beside the era that it is built on. Each guard is tried in every scenario
              that the register names for it; a cell that isn't as content/plans says gets a !.
  --pairs     instead: looks for redundant pairs. Wherever the register says that nothing goes wrong without a guard, it also leaves out
              each other guard of which it says so, and prints what goes wrong without both. Takes minutes for all guards.
  --json      the cells as data

Examples:
  npm run -s eras -- guards isolate:recheck
  npm run -s eras -- guards --pairs putback:flag-before-unlock
`,
  run(args) {
    const options = { pairs: { type: "boolean" }, era: { type: "string" }, json: { type: "boolean" } } as const;
    const { values, positionals } = parse(args, options, usage);
    const wanted = guardsNamed(positionals);
    const register = guardRegister();
    const asked = register.filter(({ guard }) => wanted.length === 0 || wanted.includes(guard));
    if (values.era !== undefined) return guardsOfPlan(values.era, asked, values.json ?? false);
    const entries = asked.filter(({ eras }) =>
      Object.values(eras).some((cell) => (values.pairs ? "harmless" in cell : !("absent" in cell))),
    );
    if (entries.length === 0) {
      const why = values.pairs ? "something goes wrong wherever it is left out" : "no kernel has it";
      throw new CannotRun(null, `content/guards: nothing was tried for ${wanted.join(", ")}: ${why}`);
    }
    let now = "";
    const matrix = new Matrix(findScenario, { onProgress: () => progress(now) });
    const results: { entry: GuardEntry; cells: CellResult[]; pairs: CellResult[] }[] = [];
    for (const entry of entries) {
      now = values.pairs ? `${entry.guard} and each other one` : entry.guard;
      const found = values.pairs
        ? { entry, cells: [], pairs: [...redundantPairs(matrix, entry, register)] }
        : { entry, cells: computed(matrix, entry), pairs: matrix.pairs(entry) };
      // What was stopped in the middle says nothing of the guard.
      if (!progress(now)) break;
      results.push(found);
    }
    const all = results.flatMap(({ cells, pairs }) => [...cells, ...pairs]);
    const silent = ERA_IDS.filter((era) => results.some(({ entry }) => silentOn(entry).includes(era)));
    if (values.json) printJson(all);
    else {
      const told = values.pairs ? results.filter(({ pairs }) => pairs.length > 0) : results;
      const rows = told.flatMap(({ entry, cells, pairs }) => [rowOf(entry, cells), ...pairs.map(pairRow)]);
      print(
        table(
          ["guard", "", ...ERA_IDS].map((title) => ({ title })),
          rows,
        ),
      );
      const wrong = all.filter(({ agrees }) => !agrees);
      const what = values.pairs ? "redundant pairs" : "cells";
      const summary = `${results.length} guards, ${all.length} ${what}, ${wrong.length} not as the register says`;
      print(`\n${paint(wrong.length === 0 ? "green" : "red", summary)}\n`);
      for (const each of wrong) print(`${disagreement(each)}\n`);
      for (const era of silent) print(`?: content/guards says nothing of ${era} there, so nothing was tried\n`);
    }
    return all.every(({ agrees }) => agrees) && silent.length === 0 ? 0 : 1;
  },
};

function computed(matrix: Matrix, entry: GuardEntry): CellResult[] {
  return Object.entries(entry.eras).flatMap(([era, cell]) => {
    const result = matrix.cell(entry, era, cell);
    return result === null ? [] : [result];
  });
}

function rowOf(entry: GuardEntry, cells: CellResult[]): string[][] {
  const columns = ERA_IDS.map((era) => {
    const here = cells.filter((cell) => cell.era.split("@")[0] === era);
    if (here.length > 0) return here.map(cellText);
    return silentOn(entry).includes(era) ? ["?"] : ["–"];
  });
  return [[entry.guard], [entry.number ?? ""], ...columns];
}

function pairRow(result: CellResult): string[][] {
  return [
    [`  and ${result.also}`],
    [""],
    ...ERA_IDS.map((era) => (result.era.split("@")[0] === era ? [cellText(result)] : [])),
  ];
}

function cellText({ verdict, steps, switches, era, agrees, memory }: CellResult): string {
  const where = [...era.split("@").slice(1), ...(memory === "sc" ? [] : [memory])];
  const kernel = where.length > 0 ? ` (${where.join(", ")})` : "";
  return `${agrees ? "" : "! "}${verdict}${steps === null ? "" : ` ${steps}/${switches}`}${kernel}`;
}

function disagreement({ guard, also, era, scenario, expected, intact, verdict, message }: CellResult): string {
  const without = also ? `${guard} and ${also}` : guard;
  return `${scenario} on ${era} without ${without}: ${verdict}${message === "" ? "" : ` (${message})`}, the register says ${expected}; with all guards: ${intact}`;
}

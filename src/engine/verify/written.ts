/** A counterexample as a scenario file: the same scenario, with the guards left out, the order that fails, and the fault expected. */

import { Document, visit } from "yaml";
import { must } from "../must.ts";
import { stepping } from "../scenario/on_memory.ts";
import type { OperationCall, Scenario } from "../scenario/scenario.ts";
import { acts, escaped } from "../scenario/show.ts";
import { ANOTHER_END, kindOf, NOT_EVENTUALLY } from "../verdicts/vocabulary.ts";
import type { Verification } from "./verify.ts";

/** Empty where there is no counterexample. */
export function writtenScenario(scenario: Scenario, { era, release, without, counterexample }: Verification): string {
  if (counterexample === null) return "";
  const { kind, message, choices } = counterexample;
  const left = without.length > 0 ? ` without ${without.join(", ")}` : "";
  const told = `Found by the explorer on ${era} (${release})${left}: ${message}`;
  return writtenOrder({ ...scenario, without: [...without] }, { kind, told, choices });
}

/** `kind`: what it comes to, "ok" where nothing goes wrong. */
export function writtenOrder(
  scenario: Scenario,
  { kind, told, choices }: { kind: string; told: string; choices: readonly number[] },
): string {
  const call = ({ name, args }: OperationCall) => ({ [name]: args });
  const names = stepping(scenario);
  return yaml({
    title: `${scenario.title}: ${kind}`,
    story: `${scenario.story}\n\n${told}`,
    sources: scenario.sources,
    machine: machineOf(scenario),
    config: scenario.config,
    drivers: Object.fromEntries(
      Object.entries(scenario.drivers).map(([name, { driver, options }]) => [name, { driver, ...options }]),
    ),
    setup: scenario.setup.map(call),
    actors: Object.fromEntries(scenario.actors.map(({ name, flags, does }) => [name, { flags, does: does.map(call) }])),
    order: [
      ...switches(choices).map(({ actor, steps }) => ({ [must(names[actor], "such actor")]: steps })),
      ...names.slice(scenario.actors.length).map((name) => ({ [name]: "rest" })),
    ],
    without: scenario.without,
    expect: { verdict: kind === ANOTHER_END || kind === NOT_EVENTUALLY ? "ok" : kindOf(kind) },
  });
}

/** Characters that act where they are shown stand as escapes, which YAML has in double quotes only. */
function yaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === "string" && acts(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  return escaped(document.toString({ lineWidth: 120 }));
}

function machineOf({ machine: { zones, pageblock, block, contents, heap, memory } }: Scenario) {
  const said = { zones, pageblock, block, contents, heap, ...(memory !== "sc" && { memory }) };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function switches(choices: readonly number[]): { actor: number; steps: number }[] {
  const runs: { actor: number; steps: number }[] = [];
  for (const actor of choices) {
    const last = runs.at(-1);
    if (last?.actor === actor) last.steps++;
    else runs.push({ actor, steps: 1 });
  }
  return runs;
}

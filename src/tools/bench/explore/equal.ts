/** Of the scenarios whose order is open: in which are actors or pages equal, so that states could merge that differ by their names alone, and how many at the most? */
import { ERAS } from "../../../../models/index.ts";
import { must } from "../../../engine/must.ts";
import { kernelsFor } from "../../../engine/scenario/runnable.ts";
import type { OperationCall, Scenario } from "../../../engine/scenario/scenario.ts";
import { verify } from "../../../engine/verify/verify.ts";
import { findScenario, shippedScenarios } from "../../../knowledge/scenarios/files.ts";

export interface Equal {
  id: string;
  /** Of each group of equal ones, how many. */
  actors: number[];
  pages: number[];
  /** Of the search, which tells all of them apart; and of one that tells no two orders of them apart, at the least. */
  states: number;
  atLeast: number;
}

/** How many scenarios were looked at, and those that have something equal. */
export function equals(): { of: number; equal: Equal[] } {
  const open = shippedScenarios()
    .map(findScenario)
    .filter(({ order }) => order === "open");
  const equal = open.flatMap((scenario): Equal[] => {
    const actors = equalActors(scenario);
    const pages = equalPages(scenario);
    const kernels = kernelsFor(scenario);
    if (actors.length + pages.length === 0 || kernels.length === 0) return [];
    const { era, release } = must(kernels.find((each) => each.era === ERAS[0]) ?? kernels[0], "kernel");
    const { states } = verify(scenario, era, release, { invariants: false, shorten: false }).exploration;
    const orders = [...actors, ...pages].reduce((product, each) => product * factorial(each), 1);
    return [{ id: scenario.id, actors, pages, states, atLeast: Math.ceil(states / orders) }];
  });
  return { of: open.length, equal };
}

/** They do the same. */
function equalActors({ actors }: Scenario): number[] {
  const texts = actors.map(({ flags, does }) => JSON.stringify([flags, told(does)]));
  return groups(texts.map((text) => texts.filter((each) => each === text).length));
}

/** Everything is the same if two of them change their names. */
function equalPages(scenario: Scenario): number[] {
  const names = [...new Set([...scenario.setup, ...scenario.actors.flatMap(({ does }) => does)].flatMap(namesOf))];
  const text = textOf(scenario);
  const isSame = (a: string, b: string) => textOf(scenario, { [a]: b, [b]: a }) === text;
  return groups(names.map((a) => names.filter((b) => a === b || isSame(a, b)).length));
}

function textOf({ setup, actors }: Scenario, called: Record<string, string> = {}): string {
  const all = [told(setup), ...actors.map(({ flags, does }) => [flags, told(does)])];
  return JSON.stringify(all, (_, value) => (typeof value === "string" ? (called[value] ?? value) : value));
}

const told = (calls: readonly OperationCall[]) => calls.map(({ name, args }) => [name, args]);
const namesOf = ({ args }: OperationCall) => [args.as].flat().filter((each) => typeof each === "string");

/** `sizes`: of the group that each is in. */
function groups(sizes: readonly number[]): number[] {
  return [...new Set(sizes)]
    .filter((size) => size > 1)
    .flatMap((size) => Array.from({ length: sizes.filter((each) => each === size).length / size }, () => size));
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

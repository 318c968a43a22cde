/** The table of locks, and who wants one at once, held to brute force. */
import { expect, it } from "vitest";
import { watchExploration } from "../../../src/engine/races/index.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { heldAtStores } from "./held_at_stores.ts";

/** Between them they have each kind of lock, and not many orders. */
const SMALL = [
  "inflate-races-deflate",
  "isolate-races-lock",
  "isolate-races-slab",
  "zs-free-races-worker",
  "zs-free-twice",
  "zs-last-object-or-a-new-one",
  "zs-two-users-of-a-class",
];
const cells = SMALL.flatMap((id) =>
  kernelsFor(findScenario(id)).map(({ era, release }) => ({ id, on: era.id, era, release })),
);
const sorted = (all: Iterable<string>) => [...all].sort();

it.each(cells)("$id on $on: what a look at the locks finds at each store of every order", ({ id, era, release }) => {
  const scenario = findScenario(id);
  const { words, pairs, orders } = heldAtStores(scenario, era, release);
  const on = { scenario, era, release, without: scenario.without };
  const { kept, users } = watchExploration(on, {}, { locks: true });
  const table = [...kept].map(([word, { locks, stores }]) => [word, sorted(locks), sorted(stores)]);
  const seen = [...words].map(([word, { held, stores }]) => [word, sorted(held), sorted(stores)]);
  expect(orders).toBeGreaterThan(10);
  expect(new Map(table.map(([word, ...row]) => [word, row]))).toEqual(
    new Map(seen.map(([word, ...row]) => [word, row])),
  );
  const told = (of: ReadonlyMap<string, ReadonlySet<string>>) =>
    new Map([...of].map(([lock, all]) => [lock, sorted(all)]));
  expect(told(users)).toEqual(told(pairs));
});

/** The table of locks as readers see it: a column for each era, and what several scenarios have in common. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { must } from "../../../src/engine/must.ts";
import { kernelsFor } from "../../../src/engine/scenario/runnable.ts";
import { exploreLocks } from "../../../src/knowledge/lockless/explored.ts";
import { locklessTable } from "../../../src/knowledge/lockless/files.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { heldAtStores } from "../../engine/races/held_at_stores.ts";

/** The first moves its page under a lock that the second hasn't got. */
const TOGETHER = ["inflate-races-deflate", "isolate-races-lock", "isolate-races-slab"].map(findScenario);
const sorted = (all: Iterable<string>) => [...all].sort();

/** By brute force. */
function seenIn(id: string) {
  return TOGETHER.flatMap((scenario) =>
    kernelsFor(scenario)
      .filter(({ era }) => era.id === id)
      .map(({ era, release }) => heldAtStores(scenario, era, release)),
  );
}

it.each(ERAS)("several scenarios have in common what no store of any of them is without: $id", ({ id }) => {
  const { kept, users } = exploreLocks(TOGETHER, locklessTable());
  const seen = seenIn(id);
  const words = new Set(seen.flatMap((each) => [...each.words.keys()]));
  const rows = [...words].map((word) => {
    const all = seen.flatMap((each) => each.words.get(word) ?? []);
    const held = [...must(all[0], "row").held].filter((lock) => all.every((row) => row.held.has(lock)));
    return [word, { held: sorted(held), stores: sorted(new Set(all.flatMap(({ stores }) => [...stores]))) }] as const;
  });
  const table = [...must(kept.get(id), id)].map(
    ([word, { locks, stores }]) => [word, { held: sorted(locks), stores: sorted(stores) }] as const,
  );
  expect(new Map(table)).toEqual(new Map(rows));
  // Where there is no pair, other kernels of the era are asked too.
  for (const [lock, found] of must(users.get(id), id)) {
    const pairs = new Set(seen.flatMap((each) => [...(each.pairs.get(lock) ?? [])]));
    if (pairs.size > 0) expect(sorted(found)).toEqual(sorted(pairs));
  }
});

it("the terminal has each era in its own column", () => {
  const { stdout } = spawnSync(process.execPath, ["src/cli/main.ts", "locks", must(TOGETHER[0], "scenario").id], {
    encoding: "utf8",
  });
  const lines = stdout.split("\n");
  const head = must(lines[0], "head");
  const starts = [0, ...ERAS.map(({ id }) => head.indexOf(id))];
  // A cell has a line for each lock, and more where one is too long.
  const told = new Map<string, string[]>();
  let word = "";
  for (const line of lines.slice(2, lines.indexOf(""))) {
    const [name, ...cells] = starts.map((start, at) => line.slice(start, starts[at + 1]).trim());
    word = name || word;
    const before = told.get(word);
    told.set(
      word,
      cells.map((cell, at) => (before?.[at] ?? "") + cell),
    );
  }
  const seen = ERAS.map(({ id }) => must(seenIn(id)[0], id).words);
  const expected = new Map(
    seen
      .flatMap((words) => [...words.keys()])
      .map((name) => {
        const cells = seen.map((words) => {
          const held = words.get(name)?.held;
          return held === undefined ? "–" : sorted(held).join("") || "no common lock";
        });
        return [name, cells];
      }),
  );
  expect(told).toEqual(expected);
});

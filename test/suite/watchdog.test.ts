// A step that never ends is what a kernel's watchdog is for: it ends the run, and not the machine that the model runs on.

import { expect, test } from "vitest";
import { MIGRATE_ASYNC } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import type { MachineConfig } from "../../models/machine/config.ts";
import { Kernel } from "../../models/machine/kernel.ts";
import { entries_safe, INIT_LIST_HEAD, ListHead, list_add } from "../../models/machine/list.ts";
import { runAlone } from "../../models/machine/scheduler.ts";
import { must } from "../../src/engine/must.ts";
import { execute } from "../../src/engine/run/execute.ts";
import { whyNot } from "../../src/engine/scenario/runnable.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { lookAt } from "../review/look.ts";

test.each(ERAS)("$id: a list that leads round in a circle beside its head", (era) => {
  const k = new Kernel(era, era.releases[0]);
  const [head, first, second] = ["head", "first", "second"].map((name) => k.heap.alloc(ListHead, name));
  for (const each of [head, first, second]) INIT_LIST_HEAD(must(each, "such entry"));
  list_add(must(first, "such entry"), must(head, "such list"));
  must(first, "such entry").next = must(second, "such entry").addr;
  must(second, "such entry").next = must(first, "such entry").addr;
  expect(() => [...entries_safe(must(head, "such list"))]).toThrow(/soft lockup/);
});

test("the balloon's list led into the core's, and no rule is asked: every era ends, and the watchdog had to end one at least", () => {
  const scenario = findScenario("contig-range");
  const ends = ERAS.filter((era) => whyNot(scenario, { era, release: era.releases[0] }) === null).map((era) => {
    const { steps, verdict } = execute(scenario, era, era.releases[0], { without: ["balloon:off-list"], check: false });
    expect(steps.length, era.id).toBeLessThan(1_000);
    return verdict.kind;
  });
  expect(ends).toContain("soft-lockup");
});

test("every order of it is told as well: a step that never ends breaks no explorer", () => {
  const scenario = { ...findScenario("contig-range"), without: ["balloon:off-list" as const] };
  const [era] = ERAS.filter((each) => whyNot(scenario, { era: each, release: each.releases[0] }) === null);
  const { id, releases } = must(era, "such era");
  const look = lookAt({ ask: "orders", scenario, kernel: `${id}@${releases[0].id}` });
  const rounds = look.of === "orders" ? look.rounds : [];
  expect(rounds.flatMap(({ wrong }) => wrong.map(({ kind }) => kind))).toContain("soft-lockup");
});

test.each(ERAS)("$id: a large machine boots, and compaction walks over it in peace", (era) => {
  const machine: Partial<MachineConfig> = {
    zones: [{ name: "Normal", pages: 65_536 }],
    pages: 65_536,
    pageblock: 1,
    block: 1,
  };
  const k = new Kernel(era, era.releases[0], { machine });
  expect(() => runAlone(k, "compactor", era.compact_zone(must(k.zones[0], "zone"), MIGRATE_ASYNC))).not.toThrow();
});

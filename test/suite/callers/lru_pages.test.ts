// Normal pages, which are moved beside the movable ones.

import { describe, expect, test } from "vitest";
import { MIGRATE_SYNC } from "../../../models/era.ts";
import { lru_del_user_page } from "../../../models/machine/lru.ts";
import type { Steps } from "../../../models/machine/step.ts";
import { factsOn } from "../../expectations/index.ts";
import type { Bench } from "../bench.ts";
import { REFERENCES_AND_STAGES } from "../kernels.ts";
import { Stage } from "../stage.ts";
import { addUser, boot, inBlock, shown, whereIs } from "./callers.ts";

describe.each(REFERENCES_AND_STAGES)("$name: normal pages next to movable ones", (kernel) => {
  const { era } = kernel;
  /** Runs the steps and collects the counts of isolated pages, from both ends of each step. */
  const watch = (m: Bench, watched: Steps<unknown>) => {
    const seen = new Set<string>();
    const stage = new Stage(m.k, { watched });
    expect(stage.finish("watched", () => seen.add(m.isolatedCounts.join()))).toBe(true);
    return [...seen];
  };

  test.each(["compaction", "offlining"])("%s counts exactly the normal pages that it isolated", (what) => {
    const m = boot(kernel, 32);
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    const users = [addUser(m), addUser(m, "file")];
    m.run("inflate", { pages: 2 });
    const steps = what === "compaction" ? era.compact_zone(zone, MIGRATE_SYNC) : era.offline_pages(m.k, 0);
    const seen = watch(m, steps);
    expect(seen).toContain("1,1");
    expect(seen.every((counts) => ["0,0", "1,0", "1,1", "0,1"].includes(counts))).toBe(true);
    expect(m.isolatedCounts).toEqual([0, 0]);
    expect(whereIs(m, users).some(inBlock(0))).toBe(false);
    expect(shown(m, "KPF_LRU").sort()).toEqual(whereIs(m, users).sort());
  });

  const asks = !factsOn(kernel).absent.includes("lru:account-lru-only");
  test.runIf(asks)("without the test for movable pages the count goes wrong (G28b)", () => {
    const m = boot(kernel, 32, { without: ["lru:account-lru-only"] });
    const [zone] = m.k.zones;
    if (!zone) throw new Error("no zone");
    m.run("inflate", { pages: 2 });
    m.alone(era.compact_zone(zone, MIGRATE_SYNC));
    expect(m.isolatedCounts).toEqual([0, -2]);
  });

  test.each(["anon", "file"] as const)(
    "an isolated %s page whose user lets go is freed by whoever isolated it",
    (kind) => {
      const m = boot(kernel, 32);
      const user = addUser(m, kind);
      const stage = new Stage(m.k, { offline: era.offline_pages(m.k, 0) });
      stage.until("offline", "migrate:first");
      expect(m.isolatedCounts).toEqual(kind === "anon" ? [1, 0] : [0, 1]);
      lru_del_user_page(user);
      expect(stage.finish("offline")).toBe(true);
      expect(m.isolatedCounts).toEqual([0, 0]);
      expect([m.free, m.setAside]).toEqual([24, 0]);
      expect(shown(m, "KPF_LRU")).toEqual([]);
      expect(m.k.log).toEqual([]);
    },
  );

  test("a page freed from the LRU leaves the list", () => {
    const m = boot(kernel, 8);
    const users = [addUser(m), addUser(m), addUser(m)];
    for (const user of users) lru_del_user_page(user);
    expect(m.k.node.lru.next).toBe(m.k.node.lru.addr);
    expect(m.free).toBe(8);
    expect(m.k.log).toEqual([]);
  });
});

/** What locks are good for: explored while the site is built. */
import { type ByEra, exploreLocks, namesIn } from "../../knowledge/lockless/explored.ts";
import { lockless } from "./lockless.ts";
import { allScenarios } from "./scenarios.ts";

/** Of a name, by era; an era that doesn't have it is missing. */
interface InEras<T> {
  name: string;
  eras: ReadonlyMap<string, T>;
}

/** Of structs that readers look for: those of pages, drivers and pools. */
const STRUCTS = /^(page|balloon_dev_info|virtio_balloon|vmballoon|size_class|zspage|zs_handle|zs_pool)\./;

export function exploredLocks() {
  const open = allScenarios().filter(({ order }) => order === "open");
  const { kept, users } = exploreLocks(open, lockless());
  return { kept: byName(kept).filter(({ name }) => STRUCTS.test(name)), users: byName(users) };
}

function byName<T>(eras: ByEra<T>): InEras<T>[] {
  return namesIn(eras).map((name) => {
    const found = [...eras].flatMap(([era, all]) => {
      const each = all.get(name);
      return each === undefined ? [] : [[era, each] as const];
    });
    return { name, eras: new Map(found) };
  });
}

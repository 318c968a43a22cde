/** Races that are made of everyday operations, and have more states than a search gets through in a minute, or had. */
import { loadScenario } from "../../../../engine/scenario/load.ts";
import type { Scenario } from "../../../../engine/scenario/scenario.ts";

const race = (id: string, setup: string, actors: readonly string[]): Scenario =>
  loadScenario(
    `title: ${id}
story: How many orders are there?
sources: ["mm/migrate.c, 5.10"]
machine: { zones: [{ name: Normal, pages: 16 }], pageblock: 4, block: 8 }
drivers: { balloon: { driver: virtio-balloon } }
setup: [ ${setup} ]
actors: { ${actors.map((does, actor) => `a${actor}: [ ${does} ]`).join(", ")} }
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }`,
    `${id}.yaml`,
  );

const COMPACT = "{ compact: {} }";
const OFFLINE = "{ offline: { block: 0 } }";
const DEFLATE = "{ balloon.deflate: { pages: 1 } }";
const INFLATE = "{ balloon.inflate: { pages: 1 } }";
const ONE = "balloon.inflate: { pages: 1, as: [p] }";
const MIGRATE = "{ isolate: { page: p } }, { isolate: { page: q } }, { migrate: {} }, { putback: {} }";

export const LARGE: readonly Scenario[] = [
  race("compact, offline, deflate", ONE, [COMPACT, OFFLINE, DEFLATE]),
  race("inflate, compact, deflate, offline", ONE, [INFLATE, COMPACT, DEFLATE, OFFLINE]),
  race("three migrate two pages", "balloon.inflate: { pages: 2, as: [p, q] }", [MIGRATE, MIGRATE, MIGRATE]),
  race("two compactions, deflate", ONE, [COMPACT, COMPACT, DEFLATE]),
];

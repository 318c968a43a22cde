/** Two scanners and a balloon that deflates, with as many pages as it takes to keep the explorer busy. */
import { loadScenario } from "../../../src/engine/scenario/load.ts";

export const scanners = (pages: number) => {
  const names = Array.from({ length: pages }, (_, page) => `p${page}`);
  const does = [...names.map((page) => `{ isolate: { page: ${page} } }`), "{ putback: {} }"].join(", ");
  return loadScenario(
    `title: Scanners and a balloon that deflates
story: Who comes first?
sources: ["mm/migrate.c, 5.10"]
drivers: { balloon: { driver: virtio-balloon } }
setup: [ { balloon.inflate: { pages: ${pages}, as: [${names}] } } ]
actors:
  one: [ ${does} ]
  other: [ ${does} ]
  owner: [ { balloon.deflate: { pages: ${pages} } } ]
order: open
expect: { node: { NR_ISOLATED_ANON: 0 } }`,
    "scanners.yaml",
  );
};

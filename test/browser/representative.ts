/**
 * The pages that are worth a picture. All of them, but of the pages that one template makes of many scenarios a few: one actor
 * in all eras, several actors with nothing settled, an era in which the scenario cannot run, and ends that differ.
 */
const KERNELS = ["", "balloon-migrate", "balloon-refuse"];
const SCENARIOS = ["balloon-compaction", "two-scanners", "z3fold-moves", "zs-free-while-isolated"];

/** A bug with lanes, one with several runs, one without, and the conjecture. */
const BUGS = ["b7", "b18", "b8", "b16"];

export function representative(pages: readonly string[]): string[] {
  return pages.filter((page) => {
    const [, id] = /^scenarios\/([^/]+)\/$/.exec(page) ?? [];
    const [, pattern] = /^kernels\/([^/]*)\/?$/.exec(page) ?? [];
    const [, bug] = /^bugs\/([^/]+)\/$/.exec(page) ?? [];
    if (bug !== undefined) return BUGS.includes(bug);
    if (pattern !== undefined) return KERNELS.includes(pattern);
    return id === undefined || SCENARIOS.includes(id);
  });
}

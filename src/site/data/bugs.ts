/** The museum for pages: what is written about each bug, and what its runs show, computed while the site is built. */
import type { GuardName } from "../../../models/guards.ts";
import { findEra } from "../../../models/index.ts";
import { encode } from "../../engine/links/encode.ts";
import { href } from "../../engine/links/href.ts";
import { versionOf } from "../../engine/links/version.ts";
import { whyNot } from "../../engine/scenario/runnable.ts";
import { type Bug, byNumber, readBug } from "../../knowledge/bugs/register.ts";
import { type BugRun, planOf, runOf } from "../../knowledge/bugs/runs.ts";
import { guards } from "./guards.ts";
import { scenarioNamed } from "./scenarios.ts";
import { GRADES } from "./timeline.ts";

/** As on the timeline, where it is months that are remembered. */
export const BUG_GRADES = { ...GRADES, recalled: "from memory; nothing that was read confirms it" } as const;

const FILES = import.meta.glob<string>("../../../content/bugs/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

let all: Bug[] | null = null;

export function bugs(): Bug[] {
  all ??= Object.entries(FILES)
    .map(([path, text]) => readBug(text, path.replace("../../../", "")))
    .sort(byNumber);
  return all;
}

export function bugNamed(id: string): Bug {
  const found = bugs().find((bug) => bug.id === id);
  if (!found) throw new Error(`no bug ${id}`);
  return found;
}

/** Those of which a run leaves the guard out. */
export function bugsOf(guard: GuardName): Bug[] {
  return bugs().filter(({ runs }) =>
    runs.some((run) => ("guard" in run ? run.guard === guard : run.without.includes(guard))),
  );
}

const known = new Map<Bug, BugRun[]>();

/** In the order of its file. The index and the page of the bug ask for the same ones. */
export function runsOf(bug: Bug): BugRun[] {
  const runs = known.get(bug) ?? bug.runs.map((run) => runOf(planOf(run, guards(), scenarioNamed)));
  known.set(bug, runs);
  return runs;
}

interface RunLinks {
  buggy: string;
  /** Where the last moment of its event has come; null where that does not happen. */
  event: string | null;
  fixed: string;
}

/** The player of the scenario's page, with the bug in the code and without. Null: it leaves the scenario out in that era. */
export async function linksOf({ scenario, buggy, fixed, invariants, shown, beside }: BugRun): Promise<RunLinks | null> {
  const kernels = [buggy, fixed].map(({ kernel }) => findEra(kernel)).filter((found) => found !== undefined);
  if (kernels.some((found) => whyNot(scenario, found) !== null)) return null;
  const to = async (side: BugRun["buggy"], choices: number[], step = 0) => {
    const link = {
      version: versionOf(scenario),
      scenario: null,
      kernels: [side.kernel],
      without: [...side.without],
      // A player that stopped where an invariant breaks would stop before the damage.
      invariants: invariants || side === fixed,
      choices,
      step,
    };
    return `${href(`scenarios/${scenario.id}`)}#${await encode(link)}`;
  };
  const at = shown.moments?.at(-1);
  return {
    buggy: await to(buggy, shown.choices),
    event: at === undefined ? null : await to(buggy, shown.choices, at + 1),
    fixed: await to(fixed, beside.choices),
  };
}

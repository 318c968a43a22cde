/** The analysis against brute force: where it finds nothing, it makes no difference whether others may come in between two accesses of a step. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { ONCE, PLAIN, RELAXED } from "../../../models/machine/access.ts";
import { must } from "../../../src/engine/must.ts";
import type { Event, Site } from "../../../src/engine/races/events.ts";
import { isRace, Meetings } from "../../../src/engine/races/meetings.ts";
import { Steps } from "../../../src/engine/races/movers.ts";
import { endsOf, isDone, isStuck, type Op, type Program, program, run, type State, start } from "./program.ts";

const RUNS = 1500;

it("every difference has a report, and what has none is as good as one access a step", () => {
  const count = { quiet: 0, races: 0, splits: 0, differ: 0 };
  fc.assert(
    fc.property(program, (of) => {
      const { ends, races, splits } = watched(of);
      const same = sameSet(ends, endsOf(of));
      if (races === 0 && splits === 0) count.quiet++;
      if (races > 0) count.races++;
      if (splits > 0) count.splits++;
      if (!same) count.differ++;
      return same || races > 0 || splits > 0;
    }),
    { numRuns: RUNS, seed: 14 },
  );
  // There were programs of every sort: a test that saw only one would say nothing.
  expect(Object.values(count).every((each) => each > RUNS / 50)).toBe(true);
});

/** All orders of whole steps, with the analysis looking on. */
function watched(of: Program): { ends: Set<string>; races: number; splits: number } {
  const meetings = new Meetings(of.length, () => -1);
  const steps = new Steps();
  const sites = new Map<string, Site>();
  const ends = new Set<string>();
  const path: number[] = [];
  const visit = (state: State) => {
    const actors = [...of.keys()].filter((actor) => !isDone(state, of, actor) && !isStuck(state, of, actor));
    if (actors.length === 0) ends.add(JSON.stringify(state));
    for (const actor of actors) {
      const next = structuredClone(state);
      const from = must(next.at[actor], "place");
      const events: Event[] = [];
      do {
        const at = must(next.at[actor], "place");
        const op = run(next, of, actor);
        if (op.do === "yield") break;
        const isBusy = op.do === "trylock" && next.at[actor] !== at + 1;
        if (op.do === "trylock") events.push({ what: "try", lock: lockOf(op), isShared: false });
        events.push(eventOf(op, { place: `${actor}.${at}`, isBusy }, sites));
      } while (!isDone(next, of, actor) && !isStuck(next, of, actor));
      const step = { actor, step: `${from}`, call: `${actor}`, events };
      path.push(actor);
      meetings.take(step);
      steps.see(step, path);
      visit(next);
      path.pop();
      meetings.undoTo(path.length);
    }
  };
  visit(start(of));
  return {
    ends,
    races: [...meetings.met.values()].filter(({ first, second }) => isRace(first, second)).length,
    splits: steps.split(meetings).length,
  };
}

function eventOf(
  op: Exclude<Op, { do: "yield" }>,
  { place, isBusy }: { place: string; isBusy: boolean },
  sites: Map<string, Site>,
): Event {
  if ("lock" in op) {
    const what = isBusy ? "busy" : op.do === "unlock" ? "release" : "acquire";
    return { what, lock: lockOf(op), site: siteOf(place, PLAIN, false, true, sites), group: 0, name: null };
  }
  const access = op.do === "add" ? RELAXED : op.do.startsWith("marked") ? ONCE : PLAIN;
  const loads = op.do !== "store" && op.do !== "marked store";
  const site = siteOf(place, access, loads, op.do !== "load" && op.do !== "marked load", sites);
  return { what: "access", site, addr: 4 * op.word, under: 0, frame: -1, group: 0, name: null };
}

function lockOf({ lock }: { lock: number }): number {
  return 1000 + lock;
}

function siteOf(place: string, access: number, loads: boolean, stores: boolean, sites: Map<string, Site>): Site {
  const site = sites.get(place) ?? { id: sites.size, word: "word", stack: [place], step: "", loads, stores, access };
  sites.set(place, site);
  return site;
}

function sameSet(a: Set<string>, b: Set<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

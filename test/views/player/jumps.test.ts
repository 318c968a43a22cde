// Where the player can jump to, and what it says there.
import { describe, expect, it } from "vitest";
import { differs } from "../../../src/engine/compare/lineup.ts";
import { open, type Selection, type Session } from "../../../src/engine/compare/session.ts";
import { must } from "../../../src/engine/must.ts";
import { wordOf } from "../../../src/engine/why/history.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { invariantsAt } from "../../../src/views/player/invariants.ts";
import { nextDifference, wordsChange } from "../../../src/views/player/jumps.ts";
import { sceneOf } from "../../../src/views/player/scene.ts";
import { toldAt } from "../../../src/views/player/told.ts";

const KERNELS = ["aops", "mops", "flags"];

function choose(id: string, more: Partial<Selection> = {}): Selection {
  return { scenario: findScenario(id), kernels: KERNELS, without: [], choices: null, step: 0, ...more };
}

function select(id: string, more: Partial<Selection> = {}): Session {
  return open(choose(id, more));
}

/** One for each run. */
function scenesAt(id: string, step: number, more: Partial<Selection> = {}) {
  const selection = choose(id, more);
  const session = open(selection);
  return session.columns.map((_, index) => must(sceneOf(selection, session, index, step), "scene"));
}

/** Every step from 0 on that a jump leads to, or back from the end. */
function visited(jump: (step: number) => number | null, from: number): number[] {
  const steps: number[] = [];
  for (let at = jump(from); at !== null; at = jump(at)) steps.push(at);
  return from === 0 ? steps : steps.toReversed();
}

describe("a jump", () => {
  const session = select("balloon-compaction");
  const end = session.rows.length + 1;

  it("leads to every row in which the eras differ, and to no other", () => {
    const wanted = session.rows.flatMap((row, index) => (differs(row) ? index + 1 : []));
    expect(wanted.length).toBeGreaterThan(2);
    expect(wanted[0]).toBe((session.first?.row ?? -1) + 1);
    expect(visited((step) => nextDifference(session, step, 1), 0)).toEqual(wanted);
    expect(visited((step) => nextDifference(session, step, -1), end)).toEqual(wanted);
    expect(nextDifference(select("balloon-compaction", { kernels: ["mops"] }), 0, 1)).toBeNull();
  });

  it("leads to every change of a word in the run in view", () => {
    const words = new Set<string>();
    for (const scene of scenesAt("balloon-compaction", 0)) {
      const changed = session.rows.flatMap(({ cells }, index) =>
        (cells[scene.index]?.writes ?? []).flatMap((write) =>
          write.bookkeeping ? [] : [{ word: wordOf(write), row: index + 1 }],
        ),
      );
      for (const [word, places] of Map.groupBy(changed, (each) => each.word)) {
        const wanted = [...new Set(places.map(({ row }) => row))];
        words.add(word);
        const jump = (direction: 1 | -1) => (step: number) => wordsChange({ ...scene, step }, word, direction);
        expect(visited(jump(1), 0)).toEqual(wanted);
        expect(visited(jump(-1), end)).toEqual(wanted);
      }
    }
    expect(words).toContain("page 0 _refcount");
  });
});

describe("what is said of a step", () => {
  it("names who holds what an actor waits for", () => {
    const id = "allocator-must-not-wait";
    const session = select(id);
    const at = session.rows.findIndex(({ cells }) => cells.some((cell) => cell?.waits?.endsWith(" flags"))) + 1;
    expect(at).toBeGreaterThan(0);
    const [scene] = scenesAt(id, at).filter(({ moment }) => moment.step?.waits !== undefined);
    const { detail } = toldAt(must(scene, "scene of one who waits"), null);
    const [, waiting, holder] =
      /(\w+) waits for the lock of page \d+, which (\w+) has held since [a-z:-]+\./.exec(detail) ?? [];
    expect(session.columns[0]?.trace.actors).toEqual(expect.arrayContaining([waiting, holder]));
    expect(waiting).not.toBe(holder);
  });

  it("names the actor that has a reference in passing", () => {
    const flags = { kernels: ["flags"] };
    const session = select("isolate", flags);
    const heldAt = (step: number) =>
      scenesAt("isolate", step, flags).flatMap(({ moment }) => moment.holdersOf(moment.pages)[0]?.held ?? []);
    const pin = session.rows.findIndex(({ step }) => step === "isolate:pin") + 1;
    expect(heldAt(pin)).toContainEqual({ who: `${session.rows[pin - 1]?.actor} (in passing)`, references: 1 });
    // From the flag on it is the isolation's, though the page is on nobody's list yet.
    const flag = session.rows.findIndex(({ step }) => step === "isolate:set-flag") + 1;
    expect(heldAt(flag)).toContainEqual({ who: `${session.rows[flag - 1]?.actor} (isolated it)`, references: 1 });
    expect(JSON.stringify(heldAt(session.rows.length))).not.toContain("in passing");
  });

  it("names the eras that have no such step", () => {
    const session = select("balloon-compaction");
    const at = session.rows.findIndex(({ cells }) => cells[0] === null && cells[1] !== null) + 1;
    const [aops, mops] = scenesAt("balloon-compaction", at).map((scene) => toldAt(scene, null));
    expect(mops?.detail).toContain("aops (2016) has no such step.");
    expect(aops?.headline).toContain("aops (2016) has no such step here: elsewhere");
  });
});

describe("the invariants", () => {
  it("hold at every step of a run that is as expected, and all have been asked in the end", () => {
    const session = select("balloon-compaction");
    for (let step = 1; step <= session.rows.length; step++) {
      for (const { moment } of scenesAt("balloon-compaction", step)) {
        expect(invariantsAt(moment).filter(({ verdict }) => verdict === "broken")).toEqual([]);
      }
    }
    for (const { moment } of scenesAt("balloon-compaction", session.rows.length)) {
      expect(new Set(invariantsAt(moment).map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
    }
  });

  it("say which one is broken where a guard is missing, and not before", () => {
    const missing: Partial<Selection> = { without: ["balloon:count-back"], kernels: ["mops"] };
    const session = select("balloon-compaction", missing);
    const broken = session.rows.map((_, index) =>
      scenesAt("balloon-compaction", index + 1, missing).flatMap(({ moment }) =>
        invariantsAt(moment).filter(({ verdict }) => verdict === "broken"),
      ),
    );
    const { verdict } = session.columns[0]?.trace ?? {};
    expect(verdict?.kind).toBe("invariant");
    expect(broken.at(-1)?.map(({ id }) => id)).toEqual([verdict?.rule]);
    expect(broken.slice(0, -1).flat()).toEqual([]);
  });
});

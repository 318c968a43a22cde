// Where the player can jump to, and what it says there.
import { describe, expect, it } from "vitest";
import { differs } from "../../../src/engine/compare/lineup.ts";
import { open, type Selection, type Session } from "../../../src/engine/compare/session.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { invariantsAt } from "../../../src/views/player/invariants.ts";
import { nextChange, nextDifference, wordsOf } from "../../../src/views/player/jumps.ts";
import { momentOf } from "../../../src/views/player/moment.ts";
import { sentence } from "../../../src/views/player/sentence.ts";

function select(id: string, more: Partial<Selection> = {}): Session {
  const scenario = findScenario(id);
  return open({ scenario, kernels: ["aops", "mops", "flags"], without: [], choices: null, step: 0, ...more });
}

function momentsAt(session: Session, step: number) {
  return session.columns.map((column, index) => momentOf(session, column, step, index));
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

  it("leads to every change of a word, and every word that changes can be followed", () => {
    for (const word of wordsOf(session)) {
      const wanted = session.rows.flatMap(({ cells }, index) => {
        const changes = cells.flatMap((cell) => cell?.writes.filter(({ bookkeeping }) => !bookkeeping) ?? []);
        return changes.some(({ object, field }) => `${object} ${field}` === word) ? index + 1 : [];
      });
      expect(wanted.length, word).toBeGreaterThan(0);
      expect(visited((step) => nextChange(session, word, step, 1), 0)).toEqual(wanted);
      expect(visited((step) => nextChange(session, word, step, -1), end)).toEqual(wanted);
    }
    expect(wordsOf(session)).toContain("page 0 _refcount");
  });
});

describe("what is said of a step", () => {
  it("names who holds what an actor waits for", () => {
    const session = select("allocator-must-not-wait");
    const at = session.rows.findIndex(({ cells }) => cells.some((cell) => cell?.waits?.endsWith(" flags"))) + 1;
    expect(at).toBeGreaterThan(0);
    const text = sentence(session, at, momentsAt(session, at));
    const [, waiting, holder] =
      /(\w+) waits for the lock of page \d+, which (\w+) has held since [a-z:-]+\./.exec(text) ?? [];
    expect(session.columns[0]?.trace.actors).toEqual(expect.arrayContaining([waiting, holder]));
    expect(waiting).not.toBe(holder);
  });

  it("names the actor that has a reference in passing", () => {
    const session = select("isolate", { kernels: ["flags"] });
    const pin = session.rows.findIndex(({ step }) => step === "isolate:pin") + 1;
    const [{ holders } = { holders: [] }] = momentsAt(session, pin);
    expect(holders[0]?.held).toContainEqual({ who: `${session.rows[pin - 1]?.actor} (in passing)`, references: 1 });
    // From the flag on it is the isolation's, though the page is on nobody's list yet.
    const flag = session.rows.findIndex(({ step }) => step === "isolate:set-flag") + 1;
    const [isolated] = momentsAt(session, flag);
    expect(isolated?.holders[0]?.held).toContainEqual({
      who: `${session.rows[flag - 1]?.actor} (isolated it)`,
      references: 1,
    });
    const [end] = momentsAt(session, session.rows.length);
    expect(JSON.stringify(end?.holders)).not.toContain("in passing");
  });

  it("names the eras that have no such step", () => {
    const session = select("balloon-compaction");
    const at = session.rows.findIndex(({ cells }) => cells[0] === null && cells[1] !== null) + 1;
    expect(sentence(session, at, momentsAt(session, at))).toMatch(/In aops[^:]*: No such step\./);
  });
});

describe("the invariants", () => {
  it("hold at every step of a run that is as expected, and all have been asked in the end", () => {
    const session = select("balloon-compaction");
    for (let step = 1; step <= session.rows.length; step++) {
      for (const moment of momentsAt(session, step)) {
        expect(invariantsAt(moment).filter(({ verdict }) => verdict === "broken")).toEqual([]);
      }
    }
    for (const moment of momentsAt(session, session.rows.length)) {
      expect(new Set(invariantsAt(moment).map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
    }
  });

  it("say which one is broken where a guard is missing, and not before", () => {
    const session = select("balloon-compaction", { without: ["balloon:count-back"], kernels: ["mops"] });
    const broken = session.rows.map((_, index) =>
      momentsAt(session, index + 1).flatMap((moment) =>
        invariantsAt(moment).filter(({ verdict }) => verdict === "broken"),
      ),
    );
    const { verdict } = session.columns[0]?.trace ?? {};
    expect(verdict?.kind).toBe("invariant");
    expect(broken.at(-1)?.map(({ id }) => id)).toEqual([verdict?.rule]);
    expect(broken.slice(0, -1).flat()).toEqual([]);
  });
});

/** What a reader gets to see of hundreds of differences: a handful of causes, the same in whichever order the differences were found. */
import { expect, test } from "vitest";
import { causesOf } from "../../src/review/causes.ts";
import type { Difference, Kind } from "../../src/review/difference.ts";

const LOCK = "balloon_dev_info.pages_lock";

function difference(kind: Kind, cause: string, question: string, more: Partial<Difference> = {}): Difference {
  return { kind, cause, message: cause, question, scenario: "s", kernel: "flags@6.17", way: null, ...more };
}
const race = (word: string, at: number, steps = 3): Difference =>
  difference("race", `no lock keeps apart who touches ${word}`, `races s${at}`, {
    access: { words: [word], lost: [] },
    way: { choices: Array(steps).fill(0), leaveOut: [] },
  });
const cut = (step: string, words: string[], at: number): Difference =>
  difference("atomic", `more than one access: ${step}`, `races s${at}`, {
    access: { words, lost: [] },
    way: { choices: [0], leaveOut: [] },
  });
const store = (word: string, lost: string[], at: number): Difference =>
  difference("locks", `not every store to ${word} holds ${lost} any more`, `races s${at}`, {
    access: { words: [word], lost },
  });

/** As one lock gives that is taken away: words, steps and stores. */
const MOVED = [
  ...[1, 2, 3].map((at) => race("page.lru.next", at)),
  race("page.lru.prev", 1, 2),
  race("a list on a stack", 4),
  race("balloon_dev_info.pages.next", 1),
  race("balloon_dev_info.isolated_pages", 1),
  cut("balloon:insert", [LOCK, "page.lru.next"], 1),
  cut("isolate:call-ops", ["page.lru.next", "page.lru.prev"], 2),
  store("balloon_dev_info.pages.next", [LOCK], 1),
  store("balloon_dev_info.isolated_pages", [LOCK, "page lock"], 2),
];

test("what the same lock kept apart has one cause, with a count of each way in which it shows", () => {
  const causes = causesOf(MOVED);
  expect(causes).toHaveLength(1);
  const [{ parts, ...cause } = { parts: [] }] = causes;
  expect(cause).toMatchObject({
    kind: "race",
    cause: `accesses that ${LOCK} kept apart can meet`,
    questions: ["races s1", "races s2", "races s3", "races s4"],
    // The shortest race, not a shorter order that shows only a step.
    example: { way: { choices: [0, 0] } },
  });
  expect(parts[0]).toEqual({ kind: "race", cause: "no lock keeps apart who touches page.lru.next", questions: 3 });
  expect(parts).toHaveLength(9);
});

test("words that no lock had kept apart are causes of their own, and so is a step that meets none of them", () => {
  const found = [race("page.flags", 1), race("page.private", 2), cut("other:step", ["zspage.inuse"], 3)];
  expect(causesOf(found).map(({ cause, parts }) => [cause, parts])).toEqual([
    ["no lock keeps apart who touches page.flags", []],
    ["no lock keeps apart who touches page.private", []],
    ["more than one access: other:step", []],
  ]);
});

test("stores without the lock, and nobody who meets them, are told as that", () => {
  const found = [store("page.flags", ["page lock"], 1), store("page.private", ["page lock"], 2)];
  expect(causesOf(found)).toMatchObject([{ kind: "locks", cause: "stores that always held page lock no longer do" }]);
  expect(causesOf(found.slice(1))[0]?.cause).toBe("not every store to page.private holds page lock any more");
});

test("the order in which they were found changes nothing", () => {
  const others = ["b", "a"].map((cause) => difference("end", cause, `orders ${cause}`));
  const found = [...others, ...MOVED, race("page.flags", 1), race("page.private", 1)];
  const causes = causesOf(found);
  expect(causesOf(found.toReversed())).toEqual(causes);
  expect(causes.map(({ cause }) => cause).slice(0, 2)).toEqual(["a", "b"]);
});

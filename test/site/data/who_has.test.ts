// The drawings of who has a page: what they claim is true of the machine at that moment.

import { expect, it } from "vitest";
import { momentsOf } from "../../../src/site/data/who_has.ts";

it("draws one arrow for each reference, with its holder's name", () => {
  const counts = momentsOf("counts").map(({ pages }) => pages[0]?.holders);
  expect(counts).toEqual([["balloon"], ["balloon", "mover"], ["mover"]]);
});

it("shows an isolated page off the balloon's list and in the mover's hands", () => {
  const [before, after] = momentsOf("isolation").map(({ pages }) => pages[0]);
  expect(before).toMatchObject({ list: "balloon’s list", locked: true });
  expect(after).toMatchObject({ list: "mover’s list", locked: false, holders: ["balloon", "mover"] });
});

it("shows the new page on the balloon's list after migration, and the old one in the mover's hands alone", () => {
  const [before, after] = momentsOf("migration").map(({ pages }) => pages);
  expect(before?.map(({ list }) => list)).toEqual(["mover’s list", "mover’s list"]);
  expect(after?.map(({ list, holders }) => ({ list, holders }))).toEqual([
    { list: "mover’s list", holders: ["mover"] },
    { list: "balloon’s list", holders: ["balloon"] },
  ]);
});

it("shows that the type stays when the owner is gone", () => {
  const [before, after] = momentsOf("sticky").map(({ pages }) => pages[0]?.words.map(({ value }) => value));
  expect(before).toEqual(["offline", "&balloon"]);
  expect(after).toEqual(["offline", "NULL"]);
});

/** The guards by whose code they stand in, in the order in which a page comes by it. */
import { must } from "../../engine/must.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";
import { guards } from "./guards.ts";

interface Group {
  title: string;
  why: string;
  entries: GuardEntry[];
}

/** `of`: what the names of its guards begin with. */
const GROUPS = [
  {
    title: "What marks a page",
    why: "A scanner knows a movable page by a few bits, and reads them while the owner may be changing them.",
    of: ["mark", "type", "movable", "clear", "free", "register", "unlock"],
  },
  {
    title: "Isolating a page",
    why: "The scanner has to get the page before its owner lets go of it, and before another scanner does.",
    of: ["isolate", "isolated", "compact", "slab"],
  },
  {
    title: "Moving what is in it",
    why: "Now there are two pages, two locks and a driver that may say no. Meanwhile the owner may release the old page.",
    of: ["migrate"],
  },
  {
    title: "Putting it back",
    why: "A page that couldn't move goes home. Its owner may have released it by then.",
    of: ["putback", "put"],
  },
  {
    title: "Telling it from other pages",
    why: "Reclaim, memory offlining and the counts of the LRU meet movable pages too, and must not take them for a file's.",
    of: ["lru", "reclaim", "offline"],
  },
  {
    title: "Balloons",
    why: "A balloon has a list, a host and a mutex of its own, and the core calls it at the worst moments.",
    of: ["balloon"],
  },
  {
    title: "zsmalloc",
    why: "Several pages carry the objects of one zspage, so one page can't leave without the others noticing.",
    of: ["zs"],
  },
  {
    title: "z3fold",
    why: "Up to three objects share a page with a header, and everybody who has a handle can reach it.",
    of: ["z3fold"],
  },
];

export function guardGroups(): Group[] {
  const all = guards();
  const groupOf = ({ guard }: GuardEntry) =>
    must(
      GROUPS.find(({ of }) => of.includes(guard.split(":")[0] ?? "")),
      `group of ${guard}`,
    );
  return GROUPS.map((group) => ({ ...group, entries: all.filter((entry) => groupOf(entry) === group) }));
}

/** Moments of the run in which one page of a balloon moves: who has references to it, on whose list it is, who has it locked. */
import type { StepName } from "../../../models/steps.ts";
import { must } from "../../engine/must.ts";
import { Replay } from "../../engine/trace/replay.ts";
import { holdersAt } from "../../views/player/references.ts";
import { traceOf } from "./changes.ts";

interface Had {
  name: string;
  /** One for each reference. */
  holders: string[];
  list: string | null;
  locked: boolean;
  /** What marks it, and the word that leads to its owner. */
  words: { name: string; value: string }[];
}
export interface HadMoment {
  title: string;
  pages: Had[];
}

type Told = readonly [after: StepName, title: string];

/** By idea: the moments that show it, and which of the two pages they are about. */
const IDEAS = {
  counts: {
    pages: ["page 0"],
    told: [
      ["user:look", "At rest: the balloon’s reference alone"],
      ["isolate:pin", "The mover has taken one too"],
      ["balloon:put-src", "The balloon has dropped its own"],
    ],
  },
  isolation: {
    pages: ["page 0"],
    told: [
      ["isolate:trylock", "Locked, and still on the balloon’s list"],
      ["user:link", "Isolated: off that list, in the mover’s hands"],
    ],
  },
  migration: {
    pages: ["page 0", "page 1"],
    told: [
      ["migrate:lock-dst", "Before the driver is called: a page, and a place for it"],
      ["migrate:put-dst", "Afterwards: the balloon has the other one"],
    ],
  },
  sticky: {
    pages: ["page 0"],
    told: [
      ["isolate:unlock", "The balloon’s page"],
      ["balloon:put-src", "The balloon has let go: the type stays"],
    ],
  },
} as const satisfies Record<string, { pages: readonly string[]; told: readonly Told[] }>;
export type Idea = keyof typeof IDEAS;

export function momentsOf(idea: Idea): HadMoment[] {
  const trace = traceOf("migrate-one");
  const replay = new Replay(trace);
  return IDEAS[idea].told.map(([step, title]) => {
    const at = trace.steps.findIndex((each) => each.step === step);
    const taken = 1 + must(at < 0 ? undefined : at, `step ${step}`);
    const words = replay.after(taken);
    const pages = holdersAt(trace, taken, IDEAS[idea].pages, words).map(({ page, held }): Had => {
      const word = (name: string) => must(words.get(page)?.get(name), `${name} of ${page}`);
      return {
        name: page,
        holders: held.flatMap(({ who, references }) => Array<string>(references).fill(who.replace(/ \(.*/, ""))),
        list: listNamed(word("on list")),
        locked: word("flags").includes("PG_locked"),
        words: [
          { name: "type", value: word("page_type") },
          { name: "owner", value: word("private") },
        ],
      };
    });
    return { title, pages };
  });
}

/** "folios of mover", "balloon vb_dev_info.pages": whose it is tells more than its name. */
function listNamed(list: string): string | null {
  if (list === "none") return null;
  if (list.startsWith("free_area")) return "the free pages";
  const whose = /(?:of|by) (\w+)(?: list)?$/.exec(list)?.[1] ?? list.split(" ")[0];
  return `${whose}’s list`;
}

/** Sequences that are planned, so that nothing is begun in vain: programs of which a plan once left something out. */
import { describe, expect, it } from "vitest";
import { explore } from "../../../src/engine/explore/explore.ts";
import { truths, wrongIn } from "./toy/held_to.ts";
import type { Instruction, Toy } from "./toy/language.ts";
import { ToySystem } from "./toy/system.ts";

const nothing: Instruction = { op: "jump", value: 3, to: 0 };

const left: [string, Toy][] = [
  [
    "a step that touches more where it is late, and is taken for what it touched",
    {
      code: [
        [{ op: "lock", word: 3 }],
        [{ op: "guarded", word: 3, other: 1 }],
        [{ op: "load", word: 0 }, nothing],
        [{ op: "spill", word: 1, value: 0 }, nothing],
      ],
      invariant: null,
    },
  ],
  [
    "somebody woken who was tried there already",
    {
      code: [
        [{ op: "load", word: 0 }, nothing],
        [{ op: "guarded", word: 3, other: 1 }],
        [
          { op: "lock", word: 3 },
          { op: "claim", word: 1, value: 1 },
        ],
        [{ op: "load", word: 1 }, nothing],
      ],
      invariant: null,
    },
  ],
  [
    "somebody asleep of whom nobody heard the end, for something went wrong",
    {
      code: [
        [{ op: "spill", word: 0, value: 1 }],
        [
          { op: "add", word: 0, value: 2 },
          { op: "spill", word: 1, value: 1 },
        ],
        [
          { op: "add", word: 2, value: 1 },
          { op: "store", word: 0, value: 0 },
        ],
        [{ op: "load", word: 1 }],
      ],
      invariant: { word: 0, value: 2, other: 2, otherValue: 0 },
    },
  ],
  [
    "a step that was looked at only where it comes late",
    {
      code: [
        [{ op: "add", word: 0, value: 1 }],
        [
          { op: "store", word: 2, value: 1 },
          { op: "lock", word: 3 },
        ],
        [
          { op: "either", word: 2, other: 0 },
          { op: "load", word: 2 },
        ],
        [{ op: "guarded", word: 3, other: 0 }],
      ],
      invariant: null,
    },
  ],
  [
    "a step tried for want of a plan, with somebody asleep whom the plan would have woken",
    {
      code: [
        [
          { op: "claim", word: 1, value: 2 },
          { op: "load", word: 2 },
        ],
        [{ op: "guarded", word: 3, other: 1 }],
        [
          { op: "lock", word: 3 },
          { op: "spill", word: 2, value: 2 },
        ],
        [
          { op: "load", word: 2 },
          { op: "store", word: 3, value: 0 },
          { op: "claim", word: 1, value: 1 },
        ],
      ],
      invariant: null,
    },
  ],
  [
    "somebody asleep who was taken for want of a plan",
    {
      code: [
        [{ op: "store", word: 1, value: 1 }],
        [
          { op: "lock", word: 3 },
          { op: "await", word: 1, value: 1 },
        ],
        [{ op: "await", word: 1, value: 0 }],
        [
          { op: "add", word: 1, value: 2 },
          { op: "store", word: 3, value: 0 },
        ],
      ],
      quiet: true,
      invariant: null,
    },
  ],
];

describe.each(left)("a plan leaves nothing out because of %s", (_, toy) => {
  it.each([true, false])("whether steps are undone or not (%s)", (undoes) => {
    const truth = truths(toy, 10_000)(undefined);
    expect(truth).not.toBeNull();
    const options = { cut: "sleep", findAll: true } as const;
    const said = explore(new ToySystem(toy, { undoes }), options);
    expect(truth && wrongIn(toy, truth, options, said)).toBeNull();
  });
});

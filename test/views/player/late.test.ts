/** What CPUs don't see alike, as the player shows it, and how a link holds the memory. */
import { expect, it } from "vitest";
import { MEMORY_MODELS } from "../../../models/machine/config.ts";
import { decode } from "../../../src/engine/links/decode.ts";
import { openLink, select } from "../../../src/engine/links/open.ts";
import { memoryOf, onMemory } from "../../../src/engine/scenario/on_memory.ts";
import { findScenario } from "../../../src/knowledge/scenarios/files.ts";
import { hashOf } from "../../../src/views/links/hash.ts";
import { lateAfter } from "../../../src/views/player/late.ts";

const scenario = findScenario("isolate-races-slab");
/** What `eras explore` prints where a read barrier is missing. */
const LINK = "e=mops@6.12&g=isolate:rmb-type&o=tso-ll&c=1.0:3.1:3.4.3:2.0:5";
const opened = (hash: string) => openLink(`#${hash}`, scenario, (link) => select(link, scenario));
const stepsOf = async (hash: string) => (await opened(hash)).session.columns[0]?.trace.steps ?? [];

it("a store that waits is told, until it has arrived", async () => {
  const steps = await stepsOf(LINK);
  const after = (count: number) => lateAfter(steps.slice(0, count)).map(({ actor, kind }) => `${actor}: ${kind}`);
  expect(after(0)).toEqual([]);
  const unseen = steps.findIndex((_, at) => after(at + 1).includes("allocator: unseen"));
  const arrived = steps.findIndex((_, at) => at > unseen && !after(at + 1).includes("allocator: unseen"));
  expect(steps[arrived]?.step).toBe("stores:drain");
});

it("an old value is told that a CPU may still read, and it is the one that misleads it", async () => {
  const steps = await stepsOf(LINK);
  const again = steps.findIndex(({ step }) => step === "isolate:slab-again");
  const old = lateAfter(steps.slice(0, again)).find(({ actor, kind }) => actor === "scanner" && kind === "old");
  expect(old?.words).toContain("page 0 page_type = no type");
});

it("a memory that all see alike has nothing to tell", async () => {
  expect(lateAfter(await stepsOf("e=mops@6.12"))).toEqual([]);
});

it.each(MEMORY_MODELS)(
  "a link to a scenario whose own memory is %s keeps any choice, and says nothing of that",
  async (own) => {
    const shown = onMemory(scenario, own);
    for (const chosen of MEMORY_MODELS) {
      const selection = {
        scenario: onMemory(shown, chosen),
        kernels: ["mops@6.12"],
        without: [],
        choices: null,
        step: 0,
      };
      const hash = await hashOf(selection, null, shown);
      expect(hash.includes("o=")).toBe(chosen !== own);
      const again = await openLink(`#${hash}`, shown, (link) => select(link, shown));
      expect([memoryOf(again.selection.scenario), again.problems]).toEqual([chosen, []]);
    }
  },
);

it("a link opens on the memory that it was made on, and says where there is no room for it", async () => {
  const { selection, problems } = await opened(LINK);
  expect([selection.scenario.machine.memory, problems]).toEqual(["tso-ll", []]);
  const crowd = {
    ...scenario,
    actors: Array.from({ length: 6 }, () => scenario.actors[0] as (typeof scenario.actors)[0]),
  };
  const { link } = await decode("#o=rmo");
  const refused = await openLink("#o=rmo", crowd, () => select(link, scenario));
  expect(refused.problems.map(({ message }) => message)).toEqual([
    expect.stringContaining("o= (the memory): 6 actors"),
  ]);
});

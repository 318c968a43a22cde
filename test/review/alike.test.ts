/** A question of several kernels is answered once where they are alike to it: never where an answer of its own would differ. */
import { expect, test } from "vitest";
import { ERAS } from "../../models/index.ts";
import { whyNot } from "../../src/engine/scenario/runnable.ts";
import { findScenario } from "../../src/knowledge/scenarios/files.ts";
import { Alike, asksOnlyDifferences } from "../../src/review/alike.ts";
import { loadedKernels } from "../../src/review/kernels.ts";
import type { Question } from "../../src/review/look.ts";
import { lookAndHear } from "../../src/review/side.ts";
import { MODELS } from "./change.ts";
import { lookAt } from "./look.ts";

const KERNELS = ERAS.flatMap((era) => [...era.releases, ...era.stages].map((release) => ({ era, release })));

test.each(["isolate-races-deflate", "zs-free-while-isolated", "migrate-one", "vmw-deflate-refused"])(
  "%s: what is not asked is what would have been answered",
  async (id) => {
    const scenario = findScenario(id);
    const alike = new Alike(async () => loadedKernels());
    let asked = 0;
    const own = KERNELS.filter((kernel) => whyNot(scenario, kernel) === null);
    for (const { era, release } of own) {
      for (const ask of ["run", "orders"] as const) {
        const question: Question = { ask, scenario, kernel: `${era.id}@${release.id}` };
        const { look } = await alike.answer(question, async () => {
          asked++;
          return { ...lookAndHear(question), executed: null };
        });
        expect(look, `${ask} on ${question.kernel}`).toEqual(lookAt(question));
      }
    }
    expect(alike.count).toBeGreaterThan(0);
    expect(asked + alike.count).toBe(2 * own.length);
    // More than the eras are told apart: the stages of a series differ.
    expect(asked).toBeGreaterThan(2 * ERAS.length);
  },
);

test("a look that was stopped or failed stands for no other", async () => {
  const alike = new Alike(async () => loadedKernels());
  const ask = (kernel: string) =>
    alike.answer({ ask: "run", scenario: findScenario("migrate-one"), kernel }, async () => ({
      look: { of: "failed", message: kernel },
      asked: [],
      executed: null,
    }));
  expect((await ask("flags@7.0")).look).toEqual({ of: "failed", message: "flags@7.0" });
  expect((await ask("flags@7.2")).look).toEqual({ of: "failed", message: "flags@7.2" });
  const cut = (kernel: string) =>
    alike.answer({ ask: "orders", scenario: findScenario("migrate-one"), kernel }, async () => {
      const round = { leaveOut: [], wrong: [], ends: [], bound: kernel, executions: 1 };
      return { look: { of: "orders", rounds: [round], can: [] }, asked: [], executed: null };
    });
  expect((await cut("flags@7.0")).look).toMatchObject({ rounds: [{ bound: "flags@7.0" }] });
  expect((await cut("flags@7.2")).look).toMatchObject({ rounds: [{ bound: "flags@7.2" }] });
  expect(alike.count).toBe(0);
});

test("a change that tells kernels apart by more than that is asked on each", () => {
  const file = "models/flags/isolate.ts";
  const withEnd = (end: string) => ({ ...MODELS, [file]: `${MODELS[file]}\n${end}\n` });
  expect(asksOnlyDifferences(MODELS, withEnd('const f = (k: Kernel) => k.differs("zs-busy");'))).toBe(true);
  expect(asksOnlyDifferences(MODELS, withEnd('const f = (k: Kernel) => k.release.id === "7.0";'))).toBe(false);
  expect(asksOnlyDifferences(MODELS, withEnd('import { releases } from "./releases.ts";'))).toBe(false);
  for (const code of [
    "({ release }: Kernel) => release.id",
    "k.era.stages",
    'k["release"].id',
    "const { release } = k",
  ]) {
    expect(asksOnlyDifferences(MODELS, withEnd(code)), code).toBe(false);
  }
});

test("a hook or a method may be called as what would be asked", () => {
  const file = "models/machine/compaction.ts";
  const changed = (code: string) => ({ ...MODELS, [file]: `${MODELS[file]}\n${code}` });
  expect(asksOnlyDifferences(MODELS, changed(""))).toBe(true);
  expect(asksOnlyDifferences(MODELS, changed("const f = (hooks: PageHooks) => hooks.release(0);"))).toBe(true);
  expect(asksOnlyDifferences(MODELS, changed("const f = (k: Kernel) => k.release;"))).toBe(false);
});

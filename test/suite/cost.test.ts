// What a step costs follows what it touches, not how large the machine is: counted in loads, so that no clock is needed.
import { afterEach, describe, expect, it, vi } from "vitest";
import { ERAS } from "../../models/index.ts";
import { Memory } from "../../models/machine/memory.ts";
import { LARGE, littleWork, SMALL, takeSteps } from "../../src/tools/bench/checked.ts";

afterEach(() => vi.restoreAllMocks());

/** The most loads that one step took. */
function most(pages: number, era: (typeof ERAS)[number]): { steps: number; loads: number } {
  const counted = [vi.spyOn(Memory.prototype, "peek"), vi.spyOn(Memory.prototype, "load")];
  let loads = 0;
  const steps = takeSteps(littleWork(pages), era, (step) => {
    for (const each of counted) each.mockClear();
    step();
    const taken = counted.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    loads = Math.max(loads, taken);
  });
  vi.restoreAllMocks();
  return { steps, loads };
}

describe.each(ERAS)("$id", (era) => {
  it("takes no more loads a step where the machine is sixteen times as large", () => {
    const [small, large] = [most(SMALL, era), most(LARGE, era)];
    expect(large.steps).toBe(small.steps);
    expect(small.loads).toBeGreaterThan(100);
    expect(large.loads).toBeLessThan(1.5 * small.loads);
  });
});

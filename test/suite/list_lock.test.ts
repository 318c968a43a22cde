// Where the lock of the balloons' lists is what covers the moment between two words of a page, the checks wait for it, and don't forget.
import { expect, it } from "vitest";
import { brokenNow } from "../../models/invariants/describe.ts";
import { ownedIsOnOwnersList } from "../../models/invariants/ownership.ts";
import { StateReader } from "../../models/invariants/state.ts";
import { Suspects } from "../../models/invariants/suspects.ts";
import { list_del } from "../../models/machine/list.ts";
import { factsOn } from "../expectations/index.ts";
import { Bench } from "./bench.ts";
import { kernelsWith } from "./kernels.ts";

const KERNELS = kernelsWith("virtio-balloon").filter((kernel) => factsOn(kernel).listLockAlone);

it.each(KERNELS)("a page off its balloon's list is told when the lock is let go, on $name", (kernel) => {
  const bench = new Bench(kernel, "virtio-balloon");
  const { k } = bench;
  bench.run("inflate", { pages: 1 });
  const reader = new StateReader(k, [null]);
  k.memory.clearFootprint();
  const suspects = new Suspects([ownedIsOnOwnersList], reader.state, false);
  const says = () => {
    const state = reader.read([null], k.memory);
    k.memory.clearFootprint();
    suspects.afterStep(state);
    const [told, remembered] = [brokenNow(ownedIsOnOwnersList, state), suspects.firstOf(ownedIsOnOwnersList, state)];
    if (told !== null) expect(remembered).toBe(told);
    return told;
  };
  const lock = k.symbol("balloon_pages_lock");
  expect(says()).toBeNull();
  k.memory.store(lock, 1);
  list_del(bench.page.lru);
  expect(says()).toBeNull();
  k.memory.store(lock, 0);
  expect(says()).toMatch(/not on its list/);
});

it("is so on some kernel", () => {
  expect(KERNELS.length).toBeGreaterThan(0);
});

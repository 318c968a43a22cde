/** What a state takes, as the process has it: of a system that keeps nothing of it itself. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type ExploreOptions, explore } from "../../../engine/explore/explore.ts";
import { Counters } from "./counters.ts";

/** Of a search that ends, and of a walk through what goes round: bytes a state, at the worst of many moments. */
export interface StateBytes {
  search: number;
  walk: number;
}

/** States between two looks: a look collects all garbage first. */
const APART = 50_000;
/** There are fewer than these only in the beginning, when what everything takes counts most. */
const LEAST = 200_000;

export function stateBytes(): StateBytes {
  return { search: worst(new Counters(4, 28), { reduction: "none" }), walk: worst(new Counters(4, 29, true), {}) };
}

function worst(system: Counters, options: ExploreOptions): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const taken = () => {
    // The buffers of what the first time collects are given back the second time.
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = taken();
  let looked = LEAST;
  let most = 0;
  const onProgress = ({ states }: { states: number }) => {
    if (states < looked + APART) return true;
    looked = states;
    most = Math.max(most, (taken() - before) / states);
    return true;
  };
  explore(system, { ...options, scouts: false, onProgress });
  return most;
}

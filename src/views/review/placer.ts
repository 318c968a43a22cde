/** A worker that reads what was pasted, and says where a kernel patch stands in the models. It runs nothing of it, and needs no compiler. */
import { serve } from "../../engine/away/serve.ts";
import { webPort } from "../../engine/away/web.ts";
import { type PlacedIn, type PlacedPatch, placedPatch } from "../../review/kernel/placed.ts";
import { isForKernel, readPatches } from "../../review/patch.ts";
import { fetched } from "./machinery.ts";

export interface Read {
  /** The kernel patches. */
  placed: PlacedPatch[];
  /** There are also patches of the models, which can be run. */
  runs: boolean;
}

const PLACER = {
  /** `places`: an address. Throws PatchError. */
  async read({ patch, places }: { patch: string; places: string }): Promise<Read> {
    const patches = readPatches(patch, "the patch");
    const kernel = patches.filter(isForKernel);
    const runs = kernel.length < patches.length;
    if (kernel.length === 0) return { placed: [], runs };
    const known = await fetched<Record<string, PlacedIn[]>>(places);
    const at = (key: string) => (Object.hasOwn(known, key) ? (known[key] ?? []) : []);
    return { placed: kernel.map((each) => placedPatch(each, at)), runs };
  },
};

export type Placer = typeof PLACER;

serve(webPort(self), PLACER);

/** The kernels of the models that are loaded. */
import type { Release } from "../../models/era.ts";
import { KERNELS } from "../../models/index.ts";

/** A kernel of the models that are loaded, as far as code can tell it from others. `layout`: the same number, the same flags and types. */
export interface LoadedKernel {
  name: string;
  differences: string[];
  layout: number;
}

export function loadedKernels(): LoadedKernel[] {
  const layouts: Pick<Release, "flags" | "types">[] = [];
  return KERNELS.map(({ era, release }) => {
    const { id, flags, types, differences } = release;
    const known = layouts.findIndex((each) => each.flags === flags && each.types === types);
    const layout = known >= 0 ? known : layouts.push({ flags, types }) - 1;
    return { name: `${era.id}@${id}`, differences: [...differences], layout };
  });
}

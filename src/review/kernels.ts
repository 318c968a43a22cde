/** The kernels of the models that are loaded, and what their code asks of the one that it runs on. */
import type { DifferenceName } from "../../models/differences.ts";
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

/** The release, and what is asked of it. */
export function heardOf(release: Release): { release: Release; asked: ReadonlySet<string> } {
  const asked = new Set<string>();
  class Heard extends Set<DifferenceName> {
    override has(name: DifferenceName): boolean {
      asked.add(name);
      return super.has(name);
    }
  }
  return { release: { ...release, differences: new Heard(release.differences) }, asked };
}

/**
 * All kernels of an era are one text, and what a run does depends on the kernel only by its flags, its types and the differences that the text asks for. So where
 * they are the same, the run of another kernel is known.
 */
import type { DifferenceName } from "../../../models/differences.ts";
import type { Release } from "../../../models/era.ts";
import type { ModelledKernel } from "../scenario/kernel_range.ts";

/** The release, and what is asked of it. */
export function heardOf(release: Release): { release: Release; asked: ReadonlySet<DifferenceName> } {
  const asked = new Set<DifferenceName>();
  class Heard extends Set<DifferenceName> {
    override has(name: DifferenceName): boolean {
      asked.add(name);
      return super.has(name);
    }
  }
  return { release: { ...release, differences: new Heard(release.differences) }, asked };
}

/** Of a run that reads nothing else of its kernel, so that it has no name in its result: made once for kernels that are alike to it. */
export function onceForAlike<Result>(run: (on: ModelledKernel) => Result): (on: ModelledKernel) => Result {
  const known: { on: ModelledKernel; asked: ReadonlySet<DifferenceName>; result: Result }[] = [];
  return ({ era, release }) => {
    const alike = known.find(({ on, asked }) => era === on.era && isAlike(release, on.release, asked));
    if (alike !== undefined) return alike.result;
    const heard = heardOf(release);
    const result = run({ era, release: heard.release });
    known.push({ on: { era, release }, asked: heard.asked, result });
    return result;
  };
}

function isAlike(one: Release, other: Release, asked: ReadonlySet<DifferenceName>): boolean {
  if (one.flags !== other.flags || one.types !== other.types) return false;
  return [...asked].every((name) => one.differences.has(name) === other.differences.has(name));
}

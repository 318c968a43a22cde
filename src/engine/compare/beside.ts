/** A run of one kernel with the other eras beside it, so that a reader changes over with one click. */
import { findEra } from "../../../models/index.ts";
import { kernelName } from "../scenario/kernel_range.ts";
import { kernelsFor } from "../scenario/runnable.ts";
import { open, type Selection } from "./session.ts";

/** The selection with the kernel in view, and as many of its own steps taken. The others make the same choices as far as they can. */
export function besideOthers(kernel: string, selection: Omit<Selection, "kernels" | "inView">): Selection {
  const found = findEra(kernel);
  if (found === undefined) return { ...selection, kernels: [kernel] };
  const { era, release } = found;
  const kernels = kernelsFor(selection.scenario).map((each) =>
    each.era === era ? kernel : kernelName(each.era.id, each.release.id),
  );
  const beside = { ...selection, kernels, inView: kernel };
  const column = open(beside).columns.find((each) => each.kernel === `${era.id}@${release.id}`);
  const row = column?.taken.indexOf(selection.step) ?? -1;
  // A kernel that cannot run, or is no era's own, such as a plan's, stands alone.
  return row < 0 ? { ...selection, kernels: [kernel] } : { ...beside, step: row };
}

/**
 * A scenario that is well formed, and asks a kernel for what cannot be: a device of it does not come up, its set-up faults, its order names a step that does not
 * come. Whoever wrote it has to mend it, so the message says what is wrong, what leads to that, and what to do. Everything else is a mistake of ours.
 */
import { BadOperation } from "../../../models/machine/bad_operation.ts";
import { Fault } from "../../../models/machine/fault.ts";
import type { Place } from "../scenario/scenario.ts";

export class CannotRun extends Error {
  /** Where in the file; null: it is not in the file, but in what was asked besides. */
  readonly place: Place | null;
  constructor(place: Place | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CannotRun";
    this.place = place;
  }
}

/** Says which kernel, for who runs several. */
export function onKernel<R>(kernel: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CannotRun)) throw error;
    throw new CannotRun(error.place, `${kernel} cannot run this: ${error.message}`, { cause: error });
  }
}

/** Says where, if `work` fails and the scenario is to blame. `what`: that it fails, as the beginning of a sentence. */
export function atPlace<R>(place: Place, what: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    throw asCannotRun(place, what, error);
  }
}

/** The same error, where the scenario is not to blame, or its place is known already. */
export function asCannotRun(place: Place, what: string, error: unknown): unknown {
  if (error instanceof BadOperation) {
    return new CannotRun(place, `${what}: ${error.message}. Change what is asked for here.`, { cause: error });
  }
  if (!(error instanceof Fault)) return error;
  return new CannotRun(place, `${what}: ${error.kind}: ${error.message}. ${adviceOn(error)}`, { cause: error });
}

function adviceOn({ kind }: Fault): string {
  if (kind === "out-of-memory") {
    return "The usual cause is a machine that is too small: raise `heap` or `pages` under `machine:`, or ask for less.";
  }
  if (kind === "deadlock") return "Nobody else runs yet who could let go of it: move one of the two to an actor.";
  return "The usual cause is that another operation has to come before it, as `lock` before `unlock`. In an actor it would be a verdict.";
}

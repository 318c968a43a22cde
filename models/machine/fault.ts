/**
 * What can go wrong in a machine. Each kind is a verdict of its own, so that a reader can tell a
 * crash in the kernel from damage that the kernel would not have noticed.
 */
export type FaultKind =
  | "BUG"
  /** Logged, and the machine goes on: said of a run once it has ended. */
  | "WARN"
  | "null-dereference"
  | "wild-access"
  | "list-corruption"
  | "use-after-free"
  | "double-free"
  | "out-of-memory"
  | "invariant"
  | "leak"
  | "bad-page"
  | "deadlock"
  | "soft-lockup"
  | "step-limit";

/** Thrown where the real kernel would oops, or where a checker of the model fires. It ends the run. */
export class Fault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string) {
    super(message);
    this.name = "Fault";
    this.kind = kind;
  }
}

/** A place in a run, as an address holds it: enough to come back to it on any machine, and short enough to be read. */
import type { GuardName } from "../../../models/guards.ts";
import type { MemoryModel } from "../../../models/machine/config.ts";
import type { Panel } from "../compare/session.ts";

export interface Link {
  /** Of the models and the scenario that it was made with; null where it does not say. */
  version: string | null;
  /** A scenario that comes with the site, or the text of one that was edited; null where it holds none. */
  scenario: { id: string } | { text: string } | null;
  /** "mops", "mops@6.1"; none: those that the page shows anyway. */
  kernels: string[];
  without: GuardName[];
  /** The scenario's own, unless it is said otherwise. */
  memory?: MemoryModel;
  /** Does an invariant that breaks end the run? Unless it is said otherwise. */
  invariants?: boolean;
  /** Actors by number, a step each; null: the scenario's own order. */
  choices: number[] | null;
  step: number;
  /** To watch, unless it is said otherwise. */
  panel?: Panel;
  /** The kernel in view; the first, unless it is said otherwise. */
  inView?: string;
  /** Was every order tried? Then it is tried again. */
  searched?: boolean;
}

/** Of an address, after the #. Mail programs and chats break what is longer, and nothing that is shared needs it. */
export const MAX_LINK = 64_000;

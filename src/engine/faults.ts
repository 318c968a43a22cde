/** What goes wrong in a run, and what that means. A trace and a scenario name it; src/engine/verdicts/ has the other words for how a run ends. */
import { keysOf } from "../../models/keys.ts";
import type { FaultKind } from "../../models/machine/fault.ts";

export const FAULTS: Readonly<Record<FaultKind, string>> = {
  BUG: "A BUG_ON or VM_BUG_ON stops the kernel",
  WARN: "The kernel goes on, but not without a WARN in its log",
  "null-dereference": "A NULL pointer is followed",
  "wild-access": "A pointer is followed that leads nowhere",
  "list-corruption": "A list is corrupted: an entry taken off twice, or linked twice",
  "use-after-free": "Memory is used that was freed",
  "double-free": "A page or an object is freed twice",
  "out-of-memory": "No memory is left",
  invariant: "No crash, but a rule about pages is broken",
  leak: "All are done, but a reference is left over",
  "bad-page": "The free path finds a page that is not clean",
  deadlock: "Nobody can go on: a deadlock, or a wake-up that is lost",
  "soft-lockup": "A step never ends: a list, say, that leads round in a circle",
  "step-limit": "Somebody goes on for ever",
};
export const FAULT_KINDS = keysOf(FAULTS);

/** What the source of the models declares, as src/knowledge/source/ reads it: data that a browser can have without the reader. */
import type { Place } from "./places.ts";

export interface YieldPlace extends Place {
  /** Matches the name, part of which may be a variable. */
  step: RegExp;
  /** Set where it is reached only with the guard in place, or only without it. */
  only?: { name: string; present: boolean };
  /** Set where only kernels with this named difference come here. */
  differs?: string;
}

export interface Declaration {
  /** "models/machine/lock.ts lock_page". */
  id: string;
  file: string;
  name: string;
  /** Line of its first word, from 1, and of its last one. */
  line: number;
  last: number;
  /** What `kernel("…")` calls it; null: no tracer sees it. */
  kernel: string | null;
  isFunction: boolean;
  /** Ids of the declarations that it names. */
  mentions: Set<string>;
  /** Where it names them, in order. */
  named: { id: string; line: number }[];
  yields: YieldPlace[];
  /** Guards that it asks for, each with the line. */
  guards: { name: string; line: number }[];
  /** What its checks say where they fail: "VM_BUG_ON(!PageMovable(page))". */
  checks: { says: string; line: number }[];
}

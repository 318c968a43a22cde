/** What a model does as of a kernel, held to what that kernel was recorded doing. */
import type { Era, Release } from "../../../models/era.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { compare } from "./compare.ts";
import { runPattern } from "./run.ts";
import type { Pattern, Recording, Unmodelled } from "./schema.ts";

/** `kernel`: "flags@6.17". `unmodelled`: of that kernel. */
export interface HeldRecording {
  kernel: string;
  pattern: Pattern;
  recorded: Recording;
  unmodelled: Unmodelled[];
}

/** Runs the model. `difference` null: they agree, in the calls and in /proc/kpageflags. */
export function heldTo(
  { pattern, recorded, unmodelled }: Omit<HeldRecording, "kernel">,
  scenario: Scenario,
  { era, release }: { era: Era; release: Release },
) {
  const run = runPattern(pattern, recorded, scenario, era, release);
  const compared = compare(recorded.calls, run.calls, unmodelled);
  return { run, ...compared, difference: compared.difference ?? differentWords(recorded.kpageflags, run.kpageflags) };
}

type Words = Recording["kpageflags"];

function differentWords(kernel: Words, model: Words): string | null {
  for (const moment of ["before", "after"] as const) {
    for (const page of ["src", "dst"] as const) {
      const [recorded, own] = [kernel?.[moment][page] ?? null, model?.[moment][page] ?? null];
      if (recorded === own) continue;
      const [theirs, ours] = [recorded, own].map((word) => word ?? "a word without KPF_OFFLINE");
      return `/proc/kpageflags of ${page} ${moment} the move is ${theirs} in the kernel, ${ours} in the model`;
    }
  }
  return null;
}

/** All orders of a patch, seen beside all orders of the code as it was: the guards, the museum and the katas ask this. */
import type { Exploration } from "../explore/options.ts";
import { ANOTHER_END, HARMLESS, isFine } from "./vocabulary.ts";

interface Verified {
  verdict: string;
  exploration: Pick<Exploration, "outcomes">;
}

export function verdictBeside(before: Verified, after: Verified): string {
  if (!isFine(after.verdict)) return after.verdict;
  return endsOf(before) === endsOf(after) ? HARMLESS : ANOTHER_END;
}

function endsOf({ exploration }: Verified): string {
  return JSON.stringify([...exploration.outcomes.keys()].sort());
}

/** Names of eras as they stand in a sentence, and on a tab. */
import { ERAS, findEra } from "../../../models/index.ts";

export function yearOf(era: string): string {
  return ERAS.find(({ id }) => id === era)?.month.slice(0, 4) ?? "";
}

/** "aops (2016)". */
export function eraName(era: string): string {
  return `${era} (${yearOf(era)})`;
}

/** "mops@6.16" of "mops": the name that a run goes by. */
export function fullName(kernel: string): string {
  const found = findEra(kernel);
  return found ? `${found.era.id}@${found.release.id}` : kernel;
}

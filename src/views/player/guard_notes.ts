/** The register of guards as the page fetches it: small, and only once somebody wants to take a guard out. */
import type { GuardName } from "../../../models/guards.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";

export interface GuardNote {
  guard: GuardName;
  /** By era or kernel: where it stands, and why nothing goes wrong without it; or why there is none. */
  eras: Record<string, { where: string; harmless?: string } | { absent: string }>;
  pairs: { with: GuardName; eras: string[] }[];
}

export function notesOf(register: readonly GuardEntry[]): GuardNote[] {
  return register.map(({ guard, eras, pairs }) => ({
    guard,
    eras: Object.fromEntries(
      Object.entries(eras).map(([era, cell]) => {
        if ("absent" in cell) return [era, { absent: cell.absent }];
        const { where } = cell;
        if ("harmless" in cell) return [era, { where, harmless: cell.harmless }];
        const late = `nothing goes wrong while all CPUs see one memory: it takes one such as ${cell.memory}`;
        return [era, cell.memory === undefined ? { where } : { where, harmless: late }];
      }),
    ),
    pairs: pairs.map(({ with: other, eras: where }) => ({ with: other, eras: where })),
  }));
}

/** Of the kernel, or of the reference kernel of its era. */
export function noteOn({ eras }: GuardNote, kernel: string): GuardNote["eras"][string] | undefined {
  return eras[kernel] ?? eras[kernel.split("@")[0] ?? ""];
}

/** Guards that only matter together, as far as the register has found out: of each pair both know. */
export function partnersOf(guard: GuardName, notes: readonly GuardNote[], kernel: string): GuardName[] {
  const here = (eras: readonly string[]) => eras.some((each) => each === kernel || each === kernel.split("@")[0]);
  return notes.flatMap((note) =>
    note.pairs.flatMap(({ with: other, eras }) => {
      if (!here(eras)) return [];
      return note.guard === guard ? [other] : other === guard ? [note.guard] : [];
    }),
  );
}

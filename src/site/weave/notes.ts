/**
 * The notes in a `::: code` container, each tied to a step or to the one line that contains its anchor:
 *
 *   1. `isolate:pin` Without a reference the frame could change hands.
 *   2. `isolate:recheck` flags: The driver answers that.
 */

import { ERA_IDS, type EraId } from "../../../models/index.ts";
import type { Complain } from "./problem.ts";

export interface Note {
  number: number;
  anchor: string;
  /** The eras that it is about. */
  eras: readonly EraId[];
  /** Markdown of one paragraph. */
  text: string;
  /** In the file. */
  line: number;
}

const ERA_WORDS = new RegExp(`^((?:${ERA_IDS.join("|")})(?:, (?:${ERA_IDS.join("|")}))*): `);

export function parseNotes(lines: readonly string[], first: number, complain: Complain): Note[] {
  const notes: Note[] = [];
  for (const [index, line] of lines.entries()) {
    const at = first + index;
    if (line.trim() === "") continue;
    const [, number = "", anchor = "", rest = ""] = /^(\d+)\. `([^`]+)` (.+)$/.exec(line) ?? [];
    const last = notes.at(-1);
    if (number !== "") {
      if (Number(number) !== notes.length + 1)
        complain(`note ${number} stands where note ${notes.length + 1} should`, at);
      const [words = "", list = ""] = ERA_WORDS.exec(rest) ?? [];
      const eras = list === "" ? ERA_IDS : ERA_IDS.filter((era) => list.split(", ").includes(era));
      notes.push({ number: Number(number), anchor, eras, text: rest.slice(words.length), line: at });
    } else if (/^ {3}\S/.test(line) && last !== undefined) {
      last.text += `\n${line.trim()}`;
    } else {
      complain("only notes stand in ::: code, as in: 1. `isolate:pin` Why this step is there.", at);
    }
  }
  return notes;
}

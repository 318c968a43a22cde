/** Faults by machine: each unlock of a model one access earlier, each lock one later. A pure function of a file's text. */
import { must } from "../../../engine/must.ts";

export interface Fault {
  file: string;
  /** Of the lock or unlock, from 1. */
  line: number;
  what: "unlock earlier" | "lock later";
  /** The whole file with the fault in it. */
  text: string;
}

const UNLOCK = /^ *(?:\w+\.)*(?:\w*unlock\w*|up_read|up_write)\(.*\);$/;
const LOCK =
  /^ *(?:if \([^)]*\) )?yield\* (?:spin_lock|mutex_lock|read_lock|write_lock|down_read|down_write|lock_pages?|folio_lock)\(.*\);$/;
const STEP = /^ *yield ["`]/;
/** One whole statement of a line that does something, and goes on. */
const ACCESS = /^ *(?!return|\/\/|\}|yield ["`]|continue|break|throw).*[;]$/;

export function faultsIn(file: string, text: string): Fault[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    if (UNLOCK.test(line)) return moved(file, lines, at, -1);
    return LOCK.test(line) ? moved(file, lines, at, 1) : [];
  });
}

/** Past a step's name too: within a step there may be no access on that side. */
function moved(file: string, lines: readonly string[], at: number, by: 1 | -1): Fault[] {
  const own = must(lines[at], "line");
  const past = STEP.test(lines[at + by] ?? "") ? at + 2 * by : at + by;
  const other = lines[past] ?? "";
  const isBeside = indent(other) === indent(own) && ACCESS.test(other) && !UNLOCK.test(other) && !LOCK.test(other);
  if (!isBeside) return [];
  const rest = lines.filter((_, each) => each !== at);
  rest.splice(past, 0, own);
  return [{ file, line: at + 1, what: by < 0 ? "unlock earlier" : "lock later", text: rest.join("\n") }];
}

function indent(line: string): number {
  return line.search(/\S/);
}

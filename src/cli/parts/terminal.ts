/**
 * The one gate to the terminal: all that commands print goes through here. What strangers wrote can be in any of it (a title, a reason, the name of
 * a file), so nothing passes that a terminal would act on, but line ends and our own colours.
 */
import { randomUUID } from "node:crypto";
import { styleText } from "node:util";
import { clean, escaped } from "../../engine/scenario/show.ts";

export type Format = Parameters<typeof styleText>[0];

/** What lies behind the gate. */
export interface Screen {
  show(where: "stdout" | "stderr" | "progress", text: string): void;
  /** False: the reader wants no more. */
  goesOn(): boolean;
}

/** Of a process whose own commands run in it there is nobody to show progress, or to stop them. */
let screen: Screen = {
  show(where, text) {
    if (where !== "progress") process[where].write(text);
  },
  goesOn: () => true,
};

export function showOn(other: Screen): void {
  screen = other;
}

/** In place of the bytes that begin a colour until the text has passed the gate. Nobody outside can guess it. */
const MARK = `${randomUUID()}[`;

/** styleText() looks at the stream, and at NO_COLOR and FORCE_COLOR, by itself. */
export function paint(format: Format, text: string): string {
  const [open = "", close = ""] = styleText(format, "\0", { stream: process.stdout })
    .replaceAll("\u001b[", MARK)
    .split("\0");
  return open + text + close;
}

export function print(text: string): void {
  screen.show("stdout", harmless(text));
}

/** Characters that act are still the same data as JSON writes them. */
export function printJson(value: unknown): void {
  print(`${escaped(JSON.stringify(value, null, 2))}\n`);
}

export function complain(text: string): void {
  screen.show("stderr", harmless(text));
}

/** A line that is written over by the next one, and wiped out by whatever else is printed. False: stop here. */
export function progress(text: string): boolean {
  screen.show("progress", harmless(text));
  return screen.goesOn();
}

function harmless(text: string): string {
  return text
    .split(MARK)
    .map((part) => part.split("\n").map(clean).join("\n"))
    .join("\u001b[");
}

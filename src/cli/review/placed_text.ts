/** Where a kernel patch stands, for a terminal: by function, and in each era what is known of that place. */
import { called, headOf, type PlacedIn, type PlacedPatch, rowsOf, unknownIn } from "../../review/kernel/placed.ts";
import { paint } from "../parts/terminal.ts";
import { wrapped } from "./wrap.ts";

/** Of a list. */
const SHOWN = 4;

export function placedText({ source, subject, functions }: PlacedPatch): string {
  const lines = [paint("bold", subject || source), ...wrapped(headOf(functions))];
  for (const { file, name, eras } of functions) {
    if (eras.length > 0) lines.push("", `${paint("bold", called(name))} of ${file}`, ...eras.flatMap(eraLines));
  }
  const unknown = unknownIn(functions);
  if (unknown !== null) lines.push("", ...wrapped(unknown));
  return `${lines.join("\n")}\n`;
}

function eraLines(place: PlacedIn): string[] {
  return [
    `  ${place.era}: ${place.file}:${place.line}`,
    ...rowsOf(place).flatMap(({ what, all }) => {
      const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : "";
      const texts = all.slice(0, SHOWN).map(({ text }) => text);
      return wrapped(`${what}: ${texts.join(", ")}${more}`, "    ");
    }),
  ];
}

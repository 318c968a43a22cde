/** Where a kernel patch stands, for a terminal: by function, and in each era what is known of that place. */
import type { Placed, PlacedIn } from "../../review/kernel/place.ts";
import { paint } from "../terminal.ts";
import { wrapped } from "./wrap.ts";

/** Of a list. */
const SHOWN = 4;

export function placedText(title: string, functions: readonly Placed[]): string {
  const known = functions.filter(({ eras }) => eras.length > 0);
  const others = functions.filter(({ eras }) => eras.length === 0);
  const count = `${known.length} of the ${functions.length} functions and structs that it touches`;
  const told =
    functions.length === 0
      ? "It changes no function or struct of C, and no file of models/: there is nothing that can be run, or placed."
      : `A kernel patch can't be run here, but the models have ${count}.`;
  const lines = [paint("bold", title), ...wrapped(told)];
  for (const { file, name, eras } of known) {
    lines.push("", `${paint("bold", called(name))} of ${file}`);
    for (const each of eras) lines.push(...eraLines(each));
  }
  if (others.length > 0) {
    lines.push("", ...wrapped(`No model has ${others.map(({ name }) => called(name)).join(", ")}.`));
  }
  return `${lines.join("\n")}\n`;
}

const called = (name: string) => (name.startsWith("struct ") ? name : `${name}()`);

function eraLines(place: PlacedIn): string[] {
  const rows: [string, readonly string[]][] = [
    ["steps", place.steps],
    ["guards", place.guards],
    ["rules", place.invariants],
    ["bugs", place.bugs],
    ["to ask", place.questions],
    ["scenarios", place.scenarios],
    ["recorded", place.recordings],
    ["to read", place.walkthrough.map((name) => `walkthroughs/${name}`)],
  ];
  return [
    `  ${place.era}: ${place.place}`,
    ...rows.flatMap(([what, all]) => {
      if (all.length === 0) return [];
      const more = all.length > SHOWN ? ` and ${all.length - SHOWN} more` : "";
      return wrapped(`${what}: ${all.slice(0, SHOWN).join(", ")}${more}`, "    ");
    }),
  ];
}

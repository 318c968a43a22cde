/** What the switches of the scenario pages say about each guard. */

import { guards } from "../../site/data/guards.ts";
import { notesOf } from "../../views/player/guard_notes.ts";

export function GET(): Response {
  return new Response(JSON.stringify(notesOf(guards())), { headers: { "content-type": "application/json" } });
}

/** What the switches of the scenario pages say about each guard. */
import { notesOf } from "../../race/register.ts";
import { guards } from "../../site/guards.ts";

export function GET(): Response {
  return new Response(JSON.stringify(notesOf(guards())), { headers: { "content-type": "application/json" } });
}

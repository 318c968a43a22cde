/** What /review loads when a kernel patch is pasted for the first time. */
import { places } from "../../site/data/places.ts";

export function GET(): Response {
  return new Response(JSON.stringify(places()), { headers: { "content-type": "application/json" } });
}

/** What /review loads when something is tried for the first time. */
import { machinery } from "../../site/data/machinery.ts";

export function GET(): Response {
  return new Response(JSON.stringify(machinery()), { headers: { "content-type": "application/json" } });
}

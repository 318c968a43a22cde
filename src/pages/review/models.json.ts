/** The models as they are, for whoever changes them in the page. */
import { models } from "../../site/data/machinery.ts";

export function GET(): Response {
  return new Response(JSON.stringify(models()), { headers: { "content-type": "application/json" } });
}

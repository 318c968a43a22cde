/** The page of the sandboxed frame in which changed models run. */
import { framePage } from "../../site/build/frame_page.ts";
import keeper from "../../views/review/keeper.ts?raw";
import wire from "../../views/review/wire.ts?raw";

export function GET(): Response {
  return new Response(framePage({ keeper, wire }), { headers: { "content-type": "text/html; charset=utf-8" } });
}

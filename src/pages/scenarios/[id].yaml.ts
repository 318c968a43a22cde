/** The file of a scenario as it is, to be opened in the workshop or downloaded. */
import type { APIRoute } from "astro";
import { scenarioTexts } from "../../site/data/scenarios.ts";

export function getStaticPaths() {
  return scenarioTexts().map(({ id, text }) => ({ params: { id }, props: { text } }));
}

export const GET: APIRoute<{ text: string }> = ({ props }) =>
  new Response(props.text, { headers: { "content-type": "application/yaml; charset=utf-8" } });

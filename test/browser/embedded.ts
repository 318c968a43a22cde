/**
 * The player as the site ships it, with any scenario: the island of the page that is open, in its place, with props that a test
 * chooses. One page load serves every scenario there is.
 */
import type { Page } from "@playwright/test";
import type { ComponentProps } from "preact";
import type { Scenario } from "../../src/engine/scenario/scenario.ts";
import type { ScenarioPlayer } from "../../src/views/debugger/ScenarioPlayer.tsx";

/** As text: an import in a function would be rewritten on its way to the browser. */
const READY = `globalThis.embed ??= (async () => {
  const island = document.querySelector("astro-island[component-export=ScenarioPlayer]");
  const { ScenarioPlayer } = await import(island.getAttribute("component-url"));
  const { default: renderer } = await import(island.getAttribute("renderer-url"));
  let place = island;
  return (props) => {
    place.dispatchEvent(new Event("astro:unmount"));
    // What was selected before stands in the address.
    history.replaceState(null, "", location.pathname);
    const next = document.createElement("div");
    next.id = "embedded";
    next.setAttribute("ssr", "");
    place.replaceWith(next);
    place = next;
    return renderer(next)(ScenarioPlayer, props, {}, { client: "only" });
  };
})()`;

export async function embed(page: Page, scenario: Scenario, kernels: readonly string[]): Promise<void> {
  // Props come as JSON here, as they do to an island.
  const props: ComponentProps<typeof ScenarioPlayer> = { scenario, kernels, held: {} };
  await page.evaluate(`${READY}; globalThis.embed.then((embed) => embed(${JSON.stringify(props)}))`);
}

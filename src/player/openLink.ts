/** What a link selects of the scenario of this page. A link to another one belongs to another page. */
import { adapt } from "../links/adapt.ts";
import { decode } from "../links/decode.ts";
import { versionOf } from "../links/version.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Selection } from "./session.ts";

type Opened = Pick<Selection, "kernels" | "without" | "choices" | "step"> & { problems: string[] };

export async function openLink(hash: string, scenario: Scenario): Promise<Opened> {
  const { link, problems } = await decode(hash);
  const { problems: more, ...selected } = adapt(link, scenario, versionOf(scenario));
  return { ...selected, problems: [...problems, ...more].map(({ message }) => message) };
}

/** What the workshop starts with: what its address asks for, or the reader's own draft, or the annotated example. */
import { decode } from "../../engine/links/decode.ts";
import { linkIn } from "../../engine/links/fragment.ts";
import type { Link } from "../../engine/links/link.ts";
import { type LinkProblem, problem } from "../../engine/links/problem.ts";
import { type Draft, readDraft } from "./draft.ts";

export interface Start extends Draft {
  /** Where the link leads to, once the text can be run. */
  link: Link | null;
  problems: LinkProblem[];
  /** Is it the reader's own, from another time? */
  isDraft: boolean;
}

/** The scenarios that come with the site, and the folder of their files. */
export interface Shipped {
  ids: readonly string[];
  folder: string;
}

/** `example`: what there is in any case. */
export async function startWith(hash: string, shipped: Shipped, example: string): Promise<Start> {
  if (linkIn(hash) === null) {
    const draft = readDraft();
    return { ...(draft ?? { name: "my-scenario", text: example }), link: null, problems: [], isDraft: draft !== null };
  }
  const { link, problems } = await decode(hash);
  const nothing = { name: "my-scenario", text: example, link: null, isDraft: false };
  const { scenario } = link;
  if (scenario === null) {
    const none = problem(null, "no scenario in the link", "s= or x=", "The annotated example is shown.");
    return { ...nothing, problems: [...problems, none] };
  }
  if ("text" in scenario) return { name: "shared-scenario", text: scenario.text, link, problems, isDraft: false };
  const text = await textOf(scenario.id, shipped);
  if (text !== null) return { name: scenario.id, text, link, problems, isDraft: false };
  const gone = problem(
    "s",
    `${scenario.id}, which is not there`,
    "a scenario of this site",
    "The annotated example is shown.",
  );
  return { ...nothing, problems: [...problems, gone] };
}

/** Of a scenario that comes with the site; null where there is none of that name. */
export async function textOf(id: string, { ids, folder }: Shipped): Promise<string | null> {
  if (!ids.includes(id)) return null;
  const response = await fetch(`${folder}${id}.yaml`);
  return response.ok ? response.text() : null;
}

/** From a place in a run to what stands after the # of its address. */
import { type Link, MAX_LINK } from "./link.ts";
import { pack } from "./pack.ts";

/** A link that nobody could pass on. */
export class TooLong extends Error {
  constructor(length: number) {
    super(
      `The link would have ${length} characters, and at most ${MAX_LINK} can be opened. Download the file instead.`,
    );
    this.name = "TooLong";
  }
}

/** "v=1a2b3c4d&s=isolate-races-deflate&e=mops&g=isolate:recheck&i=0&c=0:3.1&p=4". Throws TooLong. */
export async function encode({
  version,
  scenario,
  kernels,
  without,
  memory,
  invariants,
  choices,
  step,
  panel = "watch",
  inView,
  searched = false,
}: Link): Promise<string> {
  const parts: string[] = [];
  if (version !== null) parts.push(`v=${version}`);
  if (scenario !== null) {
    parts.push("id" in scenario ? `s=${encodeURIComponent(scenario.id)}` : `x=${await pack(scenario.text)}`);
  }
  if (kernels.length > 0) parts.push(`e=${kernels.join(",")}`);
  if (without.length > 0) parts.push(`g=${without.join(",")}`);
  if (memory !== undefined) parts.push(`o=${memory}`);
  if (invariants === false) parts.push("i=0");
  if (choices !== null) parts.push(`c=${runs(choices)}`);
  if (step > 0) parts.push(`p=${step}`);
  if (panel !== "watch") parts.push(`m=${panel}`);
  if (inView !== undefined && inView !== kernels[0]) parts.push(`k=${inView}`);
  if (searched) parts.push("f=1");
  const link = parts.join("&");
  if (link.length > MAX_LINK) throw new TooLong(link.length);
  return link;
}

/** 0.1.1.1 as "0.1:3": most orders let an actor run for a while. */
function runs(choices: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < choices.length; ) {
    const actor = choices[at];
    let end = at;
    while (choices[end] === actor) end++;
    parts.push(end - at > 1 ? `${actor}:${end - at}` : `${actor}`);
    at = end;
  }
  return parts.join(".");
}

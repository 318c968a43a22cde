/** An invariant by its number, and where the site has it: on the page of the newest era that has the rule. */
import { NEWEST } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { href } from "../../engine/links/href.ts";

export function invariantNamed(id: string): { text: string; address: string } {
  const found = INVARIANTS.find((each) => each.id === id);
  if (!found) throw new Error(`there is no invariant ${id}`);
  return { text: found.text, address: `${href(`eras/${found.eras?.at(-1) ?? NEWEST.id}`)}#${id.toLowerCase()}` };
}

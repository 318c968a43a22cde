/** An invariant by its number, and where the site has it: on the page of the newest era that has the rule. */
import { ERAS } from "../../../models/index.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { isOf } from "../../../models/invariants/invariant.ts";
import { href } from "../../engine/links/href.ts";
import { must } from "../../engine/must.ts";

export function invariantNamed(id: string): { text: string; address: string } {
  const found = INVARIANTS.find((each) => each.id === id);
  if (!found) throw new Error(`there is no invariant ${id}`);
  const era = must(
    ERAS.findLast((each) => each.kind === "history" && isOf(found, each)),
    `era with ${id}`,
  );
  return { text: found.text, address: `${href(`eras/${era.id}`)}#${id.toLowerCase()}` };
}

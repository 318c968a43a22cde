/** The plans as eras, found by their names. Browsers get none.ts in place of this file ("browser" in package.json): no page runs a plan. */
import type { Era } from "../era.ts";
import { PLANNED } from "./names.ts";

export const PLANS: readonly Era[] = await Promise.all(
  PLANNED.map(async ({ id }) => (await import(`./${id}/index.ts`))[id]),
);

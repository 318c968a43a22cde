/** What browsers have in place of code.ts: a plan is a name there, so that no page loads one that it does not show. */
import type { Era } from "../era.ts";

export const PLANS: readonly Era[] = [];

import { GUARDS, type GuardName } from "../../models/guards.ts";

/** What a guard does, without its number. */
export function aboutGuard(guard: GuardName): string {
  return GUARDS[guard].replace(/^[GB]\d+\w*: /, "");
}

import type { Verification } from "../../engine/verify/verify.ts";

/** What the explorer says of the race. */
export interface Tried {
  orders: number;
  isFine: boolean;
  bound: string | null;
}

/** An order that was cut short led to where another one had been, so its end is known too. */
export function triedIn({ exploration, expected }: Pick<Verification, "exploration" | "expected">): Tried {
  const { executions, cut, bound } = exploration;
  return { orders: executions + cut, isFine: expected, bound };
}

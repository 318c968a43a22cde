/**
 * What actors share besides the memory, as words of their own, so that the order of steps that use them counts: the log, and the names that
 * operations give to pages. Their addresses are below 0, where no memory is. An access is the address, with bit 0 set for a store.
 */
import type { OperationCall, Scenario } from "../scenario/scenario.ts";

const LOG = -2;

/** What a step did there: its actor, the actor's operations that were over before it and after it, and whether it logged anything. */
export interface Did {
  actor: number;
  before: number;
  after: number;
  logs: boolean;
}

export class Outside {
  /** By actor and operation: names that it looks up, and names that it gives, as accesses. */
  private readonly lookups: number[][][];
  private readonly gifts: number[][][];

  constructor({ actors }: Pick<Scenario, "actors">) {
    const given = [...new Set(actors.flatMap(({ does }) => does.flatMap(({ args }) => texts(args.as))))];
    const words = (names: readonly string[]) =>
      names.flatMap((name) => (given.includes(name) ? [LOG - 2 * (1 + given.indexOf(name))] : []));
    const byOperation = (of: (call: OperationCall) => number[]) => actors.map(({ does }) => does.map(of));
    this.lookups = byOperation(({ args: { as: _, ...args } }) => words(Object.values(args).flatMap(texts)));
    this.gifts = byOperation(({ args }) => words(texts(args.as)).map((word) => word | 1));
  }

  /** An operation looks names up in any of its steps, and in the last one of the operation before it; it gives names in its last step. */
  accesses({ actor, before, after, logs }: Did): number[] {
    const lookups = (this.lookups[actor] ?? []).slice(before, after + 1).flat();
    const gifts = (this.gifts[actor] ?? []).slice(before, after).flat();
    return [...lookups, ...gifts, ...(logs ? [LOG | 1] : [])];
  }
}

function texts(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === "string");
}

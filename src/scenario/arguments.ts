/** What the arguments of the core's operations may be. By name: an argument means the same in every operation. */
import type { MachineConfig } from "../../models/machine/config.ts";
import { OPERATIONS } from "../../models/operations.ts";
import { nearest, oneOf } from "./nearest.ts";
import type { Finding } from "./problem.ts";

export interface Surroundings {
  machine: MachineConfig;
  /** Names that some operation gives to a page. */
  pages: readonly string[];
}

interface Kind {
  /** Without it the operation means nothing. */
  required?: true;
  /** Names that it can be. */
  names?(around: Surroundings): readonly string[];
  /** One more than the greatest number that it can be, and the smallest one. */
  below?(around: Surroundings): number;
  from?: number;
}

const frame: Kind = { required: true, below: ({ machine }) => machine.pages };

const KINDS: Readonly<Record<string, Kind>> = {
  page: { ...frame, names: ({ pages }) => pages },
  zone: { names: ({ machine }) => machine.zones.map(({ name }) => name) },
  mode: { names: () => ["MIGRATE_ASYNC", "MIGRATE_SYNC_LIGHT", "MIGRATE_SYNC", "MIGRATE_SYNC_NO_COPY"] },
  gfp: { names: () => ["GFP_KERNEL", "GFP_HIGHUSER_MOVABLE"] },
  block: { below: ({ machine }) => Math.ceil(machine.pages / machine.block) },
  start: frame,
  end: { required: true, from: 1, below: ({ machine }) => machine.pages + 1 },
  pages: { names: () => ["all"], below: ({ machine }) => machine.pages + 1 },
};

/** What is wrong with the arguments of an operation of the core: each with the argument, or null if it is missing. */
export function* argumentFindings(
  name: string,
  args: Readonly<Record<string, unknown>>,
  around: Surroundings,
): Generator<{ key: string; where: "key" | "value" | "operation"; finding: Finding }> {
  const known = Object.keys(OPERATIONS[name]?.args ?? {});
  for (const key of Object.keys(args)) {
    if (known.includes(key)) continue;
    const suggestion = nearest(key, known);
    const finding = {
      found: `unknown argument "${key}" of ${name}`,
      expected: known.length > 0 ? oneOf(known) : "no argument",
    };
    yield { key, where: "key", finding: { ...finding, ...(suggestion ? { suggestion } : { action: "Remove it." }) } };
  }
  for (const key of known) {
    const kind = KINDS[key];
    if (!kind) continue;
    if (Object.hasOwn(args, key)) {
      const finding = valueFinding(`argument ${key} of ${name}`, args[key], kind, around);
      if (finding) yield { key, where: "value", finding };
    } else if (kind.required) {
      const found = `${name} without its argument ${key}`;
      const expected = OPERATIONS[name]?.args[key] ?? "one";
      yield { key, where: "operation", finding: { found, expected, action: `Write \`${name}: { ${key}: … }\`.` } };
    }
  }
}

function valueFinding(what: string, value: unknown, kind: Kind, around: Surroundings): Finding | null {
  const { from = 0 } = kind;
  const names = kind.names?.(around) ?? [];
  const below = kind.below?.(around);
  if (typeof value === "string" && names.includes(value)) return null;
  if (typeof value === "number" && below !== undefined && value >= from && value < below) return null;
  const suggestion = typeof value === "string" ? nearest(value, names) : undefined;
  const wanted = [];
  if (names.length > 0) wanted.push(oneOf(names));
  if (below !== undefined) wanted.push(`a whole number from ${from} to ${below - 1}`);
  const found = `${what} is ${JSON.stringify(value)}`;
  return {
    found,
    expected: wanted.join(", or "),
    ...(suggestion ? { suggestion } : { action: "Change it." }),
  };
}

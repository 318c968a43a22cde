/**
 * What the arguments of operations and the options of devices may be. By name: an argument means the same wherever it stands, but
 * where an operation or a driver says otherwise.
 */
import type { MachineConfig } from "../../../models/machine/config.ts";
import { ZS_MAX_ALLOC_SIZE } from "../../../models/machine/zs_class.ts";
import { MAX_NUMBER } from "./form.ts";
import { nearest, oneOf } from "./nearest.ts";
import type { Finding } from "./problem.ts";

/** What has a name. */
export interface Named {
  machine: { zones: readonly { name: string }[] };
  /** Names that some operation gives to a page. */
  pages: readonly string[];
}
export interface Surroundings extends Named {
  machine: MachineConfig;
}

/** What was asked for, and who declares what can be asked. */
export interface Asked {
  noun: "argument" | "option";
  /** As it stands in the file: `compact`, `balloon.inflate`, or a driver's id. */
  name: string;
  /** The operation of the core, or the driver. */
  of: string;
  /** Help for each that there is. */
  known: Readonly<Record<string, string>>;
}

interface Kind {
  /** Without it the operation means nothing. */
  required?: true;
  /** Names that it can be. */
  names?(around: Named): readonly string[];
  /** One more than the greatest number that it can be, and the smallest one. */
  below?(around: Surroundings): number;
  from?: number;
  yesOrNo?: true;
}

const frame: Kind = { required: true, below: ({ machine }) => machine.pages };
const count: Kind = { below: ({ machine }) => machine.pages + 1 };
const countOrAll: Kind = { ...count, names: () => ["all"] };
const any: Kind = { below: () => MAX_NUMBER + 1 };

const KINDS: Readonly<Record<string, Kind>> = {
  page: { ...frame, names: ({ pages }) => pages },
  and: { ...frame, names: ({ pages }) => pages },
  zone: { names: ({ machine }) => machine.zones.map(({ name }) => name) },
  mode: { names: () => ["MIGRATE_ASYNC", "MIGRATE_SYNC_LIGHT", "MIGRATE_SYNC", "MIGRATE_SYNC_NO_COPY"] },
  gfp: { names: () => ["GFP_KERNEL", "GFP_HIGHUSER_MOVABLE"] },
  block: { below: ({ machine }) => Math.ceil(machine.pages / machine.block) },
  start: frame,
  end: { required: true, from: 1, below: ({ machine }) => machine.pages + 1 },
  pages: count,
  "alloc.pages": countOrAll,
  "map.pages": countOrAll,
  size: { from: 1, below: () => ZS_MAX_ALLOC_SIZE + 1 },
  value: any,
  object: { required: true, ...any },
  "zsmalloc.object": { required: true, ...any, names: ({ pages }) => pages },
  objects: { from: 1, below: () => 4097 },
  inflate: any,
  deflate: any,
  deflate_on_oom: { yesOrNo: true },
  going_offline: { yesOrNo: true },
};

/** What is wrong with the arguments of an operation, or the options of a device: each with its name. */
export function* argumentFindings(
  { noun, name, of, known }: Asked,
  args: Readonly<Record<string, unknown>>,
  around: Surroundings,
): Generator<{ key: string; where: "key" | "value" | "operation"; finding: Finding }> {
  const keys = Object.keys(known);
  for (const key of Object.keys(args)) {
    if (keys.includes(key)) continue;
    const suggestion = nearest(key, keys);
    const finding = {
      found: `unknown ${noun} "${key}" of ${name}`,
      expected: keys.length > 0 ? oneOf(keys) : `no ${noun}`,
    };
    yield { key, where: "key", finding: { ...finding, ...(suggestion ? { suggestion } : { action: "Remove it." }) } };
  }
  for (const [key, help] of Object.entries(known)) {
    const kind = KINDS[`${of}.${key}`] ?? KINDS[key];
    if (!kind) continue;
    if (Object.hasOwn(args, key)) {
      const finding = valueFinding(`${noun} ${key} of ${name}`, args[key], kind, around);
      if (finding) yield { key, where: "value", finding };
    } else if (kind.required) {
      const found = `${name} without its ${noun} ${key}`;
      yield {
        key,
        where: "operation",
        finding: { found, expected: help, action: `Write \`${name}: { ${key}: … }\`.` },
      };
    }
  }
}

/** The names that an argument or option can be, where it can be a name. */
export function namesFor(of: string, key: string, around: Named): readonly string[] {
  const kind = KINDS[`${of}.${key}`] ?? KINDS[key];
  return kind?.yesOrNo ? ["true", "false"] : (kind?.names?.(around) ?? []);
}

function valueFinding(what: string, value: unknown, kind: Kind, around: Surroundings): Finding | null {
  const { from = 0 } = kind;
  const names = kind.names?.(around) ?? [];
  const below = kind.below?.(around);
  if (typeof value === "string" && names.includes(value)) return null;
  if (typeof value === "boolean" && kind.yesOrNo) return null;
  if (typeof value === "number" && below !== undefined && value >= from && value < below) return null;
  const suggestion = typeof value === "string" ? nearest(value, names) : undefined;
  const wanted = [];
  if (names.length > 0) wanted.push(oneOf(names));
  if (below !== undefined) wanted.push(`a whole number from ${from} to ${below - 1}`);
  if (kind.yesOrNo) wanted.push("true or false");
  const found = `${what} is ${JSON.stringify(value)}`;
  return {
    found,
    expected: wanted.join(", or "),
    ...(suggestion ? { suggestion } : { action: "Change it." }),
  };
}

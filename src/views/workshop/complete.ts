/** What could stand at the cursor: the schema and the tables that check a scenario, asked the other way round. */

import * as v from "valibot";
import { GUARDS } from "../../../models/guards.ts";
import { KERNEL_NAMES } from "../../../models/index.ts";
import { OPERATIONS } from "../../../models/operations.ts";
import { STEPS } from "../../../models/steps.ts";
import { isMapping } from "../../engine/mapping.ts";
import { namesFor } from "../../engine/scenario/arguments.ts";
import { declarations, driverIds, operationsOf } from "../../engine/scenario/drivers.ts";
import { scenarioFile } from "../../engine/scenario/schema.ts";
import { formsIn, namesIn, type Schema, type Step, schemaAt, unwrap } from "../../engine/scenario/schema_at.ts";
import { type Cursor, cursorAt } from "./cursor.ts";

interface Choice {
  label: string;
  /** One line of help. */
  help: string;
  /** What is put in its place. */
  insert: string;
}

export interface Completion {
  from: number;
  to: number;
  choices: Choice[];
}

/** Null where there is nothing to say. */
export function completionsAt(text: string, offset: number): Completion | null {
  const cursor = cursorAt(text, offset);
  if (cursor === null) return null;
  const { from, to, data } = cursor;
  const choices = choicesFor(cursor, new Known(data));
  return choices.length === 0 ? null : { from, to, choices };
}

function choicesFor(cursor: Cursor, known: Known): Choice[] {
  const { path, writes, opens } = cursor;
  if (writes === "key") return keys(path.slice(0, -1), known, path.at(-1));
  const choices = values(path, known);
  return opens ? [...choices, ...keys(path, known)] : choices;
}

/** Names that the text itself introduces. It need not have the form of a scenario. */
class Known {
  private readonly data: unknown;

  constructor(data: unknown) {
    this.data = data;
  }

  at(path: readonly (string | number)[]): unknown {
    let at: unknown = this.data;
    for (const key of path) {
      if (Array.isArray(at)) at = at[Number(key)];
      else at = isMapping(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    }
    return at;
  }

  names(...path: string[]): string[] {
    const found = this.at(path);
    return isMapping(found) ? Object.keys(found) : [];
  }

  get pages(): string[] {
    const lists = [
      this.at(["setup"]),
      ...this.names("actors").flatMap((each) => [this.at(["actors", each]), this.at(["actors", each, "does"])]),
    ];
    const calls = lists.flatMap((list) => (Array.isArray(list) ? list : []));
    const names = calls
      .flatMap((call) => (isMapping(call) ? Object.values(call) : []))
      .flatMap((args) => (isMapping(args) ? args.as : []));
    return [...new Set(names.filter((each) => typeof each === "string"))];
  }

  get zones(): string[] {
    const zones = this.at(["machine", "zones"]);
    const names = (Array.isArray(zones) ? zones : []).map((zone) => (isMapping(zone) ? zone.name : null));
    return names.length === 0 ? ["Normal"] : names.filter((each) => typeof each === "string");
  }

  driver(device: string | number | undefined): string {
    const driver = this.at(["drivers", device ?? "", "driver"]);
    return typeof driver === "string" ? driver : "";
  }
}

/** Is it an entry of a list of operations? */
function isCall([first, , third, ...rest]: readonly (string | number)[], length: number): boolean {
  if (first === "setup") return length === 2;
  return (
    first === "actors" &&
    (length === 3 ? typeof third === "number" : length === 4 && third === "does" && rest.length === 1)
  );
}

/** Keys of the mapping that the path leads to, but those that it has. `own`: the one that is being written. */
function keys(path: readonly (string | number)[], known: Known, own?: string | number): Choice[] {
  const all = keysOf(path, known);
  const there = known.at(path);
  const taken = isMapping(there) ? Object.keys(there).filter((each) => each !== String(own)) : [];
  return all.filter(({ label }) => !taken.includes(label));
}

function keysOf(path: readonly (string | number)[], known: Known): Choice[] {
  const last = path.at(-1);
  if (isCall(path, path.length)) return operations(known);
  if (isCall(path.slice(0, -1), path.length - 1)) return asKeys(argumentsOf(String(last), known));
  if (path[0] === "drivers" && path.length === 2)
    return asKeys({ driver: "The driver of the device.", ...optionsOf(known.driver(last)) });
  if (path[0] === "order" && path.length === 2) return asKeys(plain(known.names("actors"), "An actor."));
  const expected = path.lastIndexOf("expect");
  if (expected >= 0 && path.length === expected + 2) {
    if (last === "pages") return asKeys(plain(known.pages, "A page that an operation named."));
    if (last === "devices") return asKeys(plain(known.names("drivers"), "A device."));
    if (last === "zones") return asKeys(plain(known.zones, "A zone."));
    if (last === "results") return asKeys(plain(known.names("actors"), "An actor."));
  }
  return Object.entries(schemaOf(path, known)?.entries ?? {}).map(([label, schema]) =>
    key(label, v.getDescription(schema) ?? ""),
  );
}

function values(path: readonly (string | number)[], known: Known): Choice[] {
  const last = path.at(-1);
  const call = path.slice(0, -2);
  if (path[0] === "can" && path[2] === "kernels") return asValues(plain(KERNEL_NAMES, ""));
  if (path[0] === "without" && path.length === 2) return asValues(GUARDS);
  if (path[0] === "drivers" && path.length === 3 && last === "driver") return asValues(plain(driverIds(), ""));
  if (path[0] === "drivers" && path.length === 3)
    return asValues(plain(namesFor(known.driver(path[1]), String(last), around(known)), ""));
  if (path[0] === "order" && path.length === 3) {
    const steps = Object.entries(STEPS).map(([name, text]) => [`before ${name}`, text]);
    return asValues({ rest: "To its end, or until it must wait.", ...Object.fromEntries(steps) });
  }
  if (isCall(call, path.length - 2)) {
    const [device = "", operation] = String(path.at(-2)).split(".");
    const of = operation === undefined ? device : known.driver(device);
    return asValues(plain(namesFor(of, String(last), around(known)), ""));
  }
  return named(schemaOf(path, known));
}

/** The values that a schema names. */
function named(schema: Schema | undefined): Choice[] {
  const at = unwrap(schema);
  if (at?.type === "boolean") return asValues({ true: "", false: "" });
  if (at?.type === "picklist") return asValues(plain(namesIn(at), ""));
  if (at?.type === "union") return formsIn(at).flatMap(named);
  return [];
}

function schemaOf(path: readonly (string | number)[], known: Known): Schema | undefined {
  const steps = path.map((key, index): Step => ({ key, input: known.at(path.slice(0, index)) ?? {} }));
  const at = unwrap(schemaAt(scenarioFile, steps));
  // Nothing is written yet that would tell which: the form with keys.
  return at?.type === "union" ? (formsIn(at).find(({ entries }) => entries) ?? at) : at;
}

function operations(known: Known): Choice[] {
  const devices = known.names("drivers").flatMap((device) => {
    const driver = known.driver(device);
    const help = Object.assign({}, ...declarations(driver).map((each) => each.operations));
    return operationsOf(driver).map((name) => key(`${device}.${name}`, help[name]?.text ?? ""));
  });
  return [...devices, ...Object.entries(OPERATIONS).map(([name, { text }]) => key(name, text))];
}

function argumentsOf(name: string, known: Known): Record<string, string> {
  const [device = "", operation] = name.split(".");
  const as = { as: "Names for the pages that it returns." };
  if (operation === undefined) return { ...(Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name]?.args : {}), ...as };
  return Object.assign({}, ...declarations(known.driver(device)).map((each) => each.operations[operation]?.args), as);
}

function optionsOf(driver: string): Record<string, string> {
  return Object.assign({}, ...declarations(driver).map(({ options }) => options));
}

function around(known: Known) {
  const zones = known.zones.map((name) => ({ name, pages: 1 }));
  return { machine: { zones }, pages: known.pages };
}

function plain(names: readonly string[], help: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, help]));
}
function key(label: string, help: string): Choice {
  return { label, help, insert: `${label}: ` };
}
function asKeys(help: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(help).map(([label, text]) => key(label, text));
}
function asValues(help: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(help).map(([label, text]) => ({ label, help: text, insert: label }));
}

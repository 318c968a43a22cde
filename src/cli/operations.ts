/** `eras operations`: what the actors of a scenario can do, and what devices there are. */
import type { Driver, OperationHelp } from "../../models/era.ts";
import { ERAS } from "../../models/index.ts";
import { OPERATIONS } from "../../models/operations.ts";
import { type Command, parse, UsageError } from "./parts/command.ts";
import { table } from "./parts/table.ts";
import { paint, print, printJson } from "./parts/terminal.ts";

const usage = "[--json]";

export const operations: Command = {
  name: "operations",
  usage,
  text: "what actors and devices of a scenario can do",
  help: `
Lists the operations of the core, then the drivers with the options of their devices and the operations on them.

  --json   as data

Example:
  npm run -s eras -- operations
`,
  run(args) {
    const { values, positionals } = parse(args, { json: { type: "boolean" } }, usage);
    if (positionals.length > 0) throw new UsageError(`unexpected "${positionals[0]}"`, usage);
    const drivers = allDrivers();
    if (values.json) {
      const data = {
        core: helpOf(OPERATIONS),
        drivers: Object.fromEntries(
          Object.entries(drivers).map(([id, { driver, eras }]) => [
            id,
            { kernelFile: driver.kernelFile, eras, options: driver.options, operations: helpOf(driver.operations) },
          ]),
        ),
      };
      printJson(data);
      return 0;
    }
    const parts = [section("The core", "", {}, OPERATIONS)];
    for (const [id, { driver, eras }] of Object.entries(drivers)) {
      parts.push(section(id, `  ${driver.kernelFile}; ${eras.join(" ")}`, driver.options, driver.operations));
    }
    print(parts.join("\n"));
    return 0;
  },
};

function section(
  title: string,
  more: string,
  options: Driver["options"],
  does: Readonly<Record<string, OperationHelp>>,
): string {
  const rows = Object.entries(does).map(([name, { text, args }]) => [[name], [text], lines(args)]);
  if (Object.keys(options).length > 0) rows.unshift([["(device)"], ["Options of the device."], lines(options)]);
  const columns = [{ title: "operation", format: () => "bold" as const }, { title: "what" }, { title: "arguments" }];
  return `${paint("bold", title)}${paint("dim", more)}\n\n${table(columns, rows)}`;
}

function lines(help: Readonly<Record<string, string>>): string[] {
  return Object.entries(help).map(([name, text]) => `${name}: ${text}`);
}

function helpOf(does: Readonly<Record<string, OperationHelp>>): Record<string, OperationHelp> {
  return Object.fromEntries(Object.entries(does).map(([name, { text, args }]) => [name, { text, args }]));
}

/** Each with the eras that have it. Eras ask the same of a driver; the first one speaks for all. */
function allDrivers(): Record<string, { driver: Driver; eras: string[] }> {
  const found: Record<string, { driver: Driver; eras: string[] }> = {};
  for (const { id, drivers } of ERAS) {
    for (const [name, driver] of Object.entries(drivers)) {
      found[name] ??= { driver, eras: [] };
      found[name].eras.push(id);
    }
  }
  return found;
}

/**
 * From the text of a scenario file to a scenario. Pure, and safe for texts of strangers: it runs in the browser too.
 *
 * Four stages: text and YAML, form, names, and the scenario itself. What is broken in its form is reported together with the names
 * that are wrong in the rest; only a text that is no YAML can't be read any further.
 */
import { DEFAULT_MACHINE, type MachineConfig } from "../../../models/machine/config.ts";
import { must } from "../must.ts";
import { actorCalls, Checker } from "./check.ts";
import { checkForm } from "./explain.ts";
import { orderOf } from "./order.ts";
import { Report } from "./problem.ts";
import { restOf } from "./rest.ts";
import type { EraException, OperationCall, Scenario } from "./scenario.ts";
import type { ScenarioFile } from "./schema.ts";
import { Document } from "./yaml.ts";

/** Throws ScenarioError, and nothing else. `file` is what messages call it. */
export function loadScenario(text: string, file: string): Scenario {
  const report = new Report(file, text);
  const document = new Document(report);
  const broken = checkForm(document, report);
  const rest = restOf(document.value, broken);
  if (rest !== null) new Checker(rest, machineOf(rest.form), document, report).check();
  report.throwIfAny();
  // Not the schema's copy: the places belong to the objects of the document.
  const form = document.value as ScenarioFile;
  const machine = machineOf(form);

  const place = (container: object, key: string) => report.place(document.place(container, key, "key"));
  const calls = (list: readonly Readonly<Record<string, OperationCall["args"] | null>>[]): OperationCall[] =>
    list.map((call) => {
      const [name, args] = must(Object.entries(call)[0], "operation");
      return { name, args: args ?? {}, ...place(call, name) };
    });
  return {
    id: idOf(file),
    title: form.title.trim(),
    story: form.story.trim(),
    sources: form.sources ?? [],
    machine,
    config: form.config ?? {},
    drivers: Object.fromEntries(
      Object.entries(form.drivers ?? {}).map(([name, { driver, ...options }]) => {
        return [name, { driver, options, ...place(must(form.drivers, "drivers"), name) }];
      }),
    ),
    setup: calls(form.setup ?? []),
    actors: Object.entries(form.actors).map(([name, actor]) => ({
      name,
      flags: Array.isArray(actor) ? [] : (actor.flags ?? []),
      does: calls(actorCalls(actor)),
    })),
    order: orderOf(form.order ?? "sequential", place),
    expect: form.expect,
    can: form.can ?? [],
    without: form.without ?? [],
    eras: Object.fromEntries(
      Object.entries(form.eras ?? {}).map(([id, exception]): [string, EraException] => [
        id,
        "skip" in exception ? { ...exception, reason: exception.skip } : exception,
      ]),
    ),
  };
}

/** The file's name without folder and ending. */
function idOf(file: string): string {
  return file.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/i, "");
}

function machineOf({ machine = {} }: ScenarioFile): MachineConfig {
  const zones =
    machine.zones ?? (machine.pages ? [{ name: "Normal" as const, pages: machine.pages }] : DEFAULT_MACHINE.zones);
  const pages = zones.reduce((sum, zone) => sum + zone.pages, 0);
  const pageblock = machine.pageblock ?? DEFAULT_MACHINE.pageblock;
  return { ...DEFAULT_MACHINE, pages, block: 2 * pageblock, ...machine, zones, pageblock };
}

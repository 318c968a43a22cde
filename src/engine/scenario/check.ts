/**
 * What a schema cannot say: that what a scenario names exists. Whether an era has the driver is no matter of the file:
 * missing.ts answers that when it runs.
 */

import { ERAS, KERNEL_NAMES } from "../../../models/index.ts";
import type { MachineConfig } from "../../../models/machine/config.ts";
import { withDrains } from "../../../models/machine/drains.ts";
import { OPERATIONS } from "../../../models/operations.ts";
import { STEPS } from "../../../models/steps.ts";
import { must } from "../must.ts";
import { type Asked, argumentFindings, type Surroundings } from "./arguments.ts";
import { declarations, driverIds, operationsOf } from "./drivers.ts";
import { KERNEL_RANGE, kernelsNamed, nearestKernels } from "./kernel_range.ts";
import { nearest, oneOf } from "./nearest.ts";
import { noRoomFor } from "./on_memory.ts";
import type { Report } from "./problem.ts";
import type { Rest } from "./rest.ts";
import { MAX_OPERATIONS, MAX_PAGES, type ScenarioFile } from "./schema.ts";
import { show } from "./show.ts";
import { A_KERNEL, AN_ERA, SOME_RANGES } from "./such_as.ts";
import type { Document } from "./yaml.ts";

const RELEASE_NAMES = ERAS.flatMap(({ id, releases }) => releases.map((release) => `${id}@${release.id}`));

type Calls = NonNullable<ScenarioFile["setup"]>;
type Expectation = ScenarioFile["expect"];

export function actorCalls(actor: ScenarioFile["actors"][string]): Calls {
  return Array.isArray(actor) ? actor : actor.does;
}

/** Reports what it finds, in what has the form of the schema. */
export class Checker {
  private readonly file: ScenarioFile;
  private readonly machine: MachineConfig;
  private readonly document: Document;
  private readonly report: Report;
  private readonly rest: Rest;

  constructor(rest: Rest, machine: MachineConfig, document: Document, report: Report) {
    this.file = rest.form;
    this.rest = rest;
    this.machine = machine;
    this.document = document;
    this.report = report;
  }

  check(): void {
    const { drivers = {}, expect, can = [], eras = {} } = this.file;
    if (this.rest.hasMachine) this.checkMachine();
    for (const device of Object.values(drivers)) {
      if (this.known(device, "driver", "value", "driver", driverIds())) this.checkOptions(device);
    }
    this.checkCalls();
    this.checkOrder();
    this.checkExpectation(expect);
    for (const { expect, kernels = [] } of can) {
      this.checkExpectation(expect);
      for (const [index, text] of kernels.entries())
        this.checkKernels(text, this.document.place(kernels, index, "value"));
    }
    for (const [kernels, exception] of Object.entries(eras)) {
      this.checkKernels(kernels, this.document.place(eras, kernels, "key"));
      if ("expect" in exception) this.checkExpectation(exception.expect);
    }
  }

  private checkMachine(): void {
    const { pages, zones, pageblock, block, memory } = this.machine;
    const { machine = {} } = this.file;
    const order = ["DMA32", "Normal", "Movable"];
    for (const [index, zone] of (machine.zones ?? []).entries()) {
      const before = machine.zones?.[index - 1];
      if (before && order.indexOf(before.name) >= order.indexOf(zone.name)) {
        const expected = "each zone once, in the order DMA32, Normal, Movable";
        this.wrong(zone, "name", {
          found: `zone ${zone.name} after ${before.name}`,
          expected,
          action: "Reorder them.",
        });
      }
    }
    for (const zone of zones) {
      if (zone.pages % pageblock === 0) continue;
      const [place, key] = machine.zones ? [zone, "pages"] : [machine, "pages" in machine ? "pages" : "pageblock"];
      const expected = `a multiple of its pageblock, ${pageblock}`;
      this.wrong(place, key, { found: `zone ${zone.name} of ${zone.pages} pages`, expected, action: "Change one." });
    }
    const sum = zones.reduce((total, zone) => total + zone.pages, 0);
    if (sum > MAX_PAGES) {
      const found = `zones of ${sum} pages together`;
      this.wrong(machine, "zones", { found, expected: `at most ${MAX_PAGES}`, action: "Make them smaller." });
    }
    const crowded = noRoomFor(Object.keys(this.file.actors ?? {}).length, memory);
    if (crowded) this.wrong(machine, "memory", crowded);
    if (sum !== pages) {
      const found = `${pages} pages, while the zones have ${sum}`;
      this.wrong(machine, "pages", { found, expected: "the sum of the zones", action: "Remove `pages`." });
    }
    if (block % pageblock !== 0) {
      const found = `a block of ${block} pages`;
      const expected = `a multiple of the pageblock, ${pageblock}`;
      this.wrong(machine, "block", { found, expected, action: "Change one of the two." });
    }
  }

  private checkOptions(device: NonNullable<ScenarioFile["drivers"]>[string]): void {
    if (!this.rest.hasMachine) return;
    const { driver, ...options } = device;
    const known = Object.assign({}, ...declarations(driver).map((each) => each.options));
    const around = { machine: this.machine, pages: [] };
    for (const { key, where, finding } of argumentFindings(
      { noun: "option", name: driver, of: driver, known },
      options,
      around,
    )) {
      this.report.add(this.document.place(device, key, where === "value" ? "value" : "key"), finding);
    }
  }

  private checkCalls(): void {
    const { setup = [], actors } = this.file;
    const all = [...setup, ...Object.values(actors).flatMap(actorCalls)];
    if (all.length > MAX_OPERATIONS) {
      const found = `${all.length} operations`;
      this.wrong(this.file, "actors", { found, expected: `at most ${MAX_OPERATIONS} in all`, action: "Remove some." });
    }
    const around = { machine: this.machine, pages: this.boundPages() };
    for (const call of all) this.checkCall(call, around);
  }

  private checkCall(call: Calls[number], around: Surroundings): void {
    const name = must(Object.keys(call)[0], "operation");
    const [deviceName = "", operation] = name.split(/\.(.*)/s);
    if (operation === undefined) {
      if (!this.known(call, name, "key", "operation", Object.keys(OPERATIONS), this.deviceOperations())) return;
      this.checkArguments(call, { noun: "argument", name, of: name, known: OPERATIONS[name]?.args ?? {} }, around);
      return;
    }
    const drivers = this.file.drivers ?? {};
    if (!this.known(call, name, "key", "device", Object.keys(drivers), [], deviceName)) return;
    const driver = drivers[deviceName]?.driver ?? "";
    const operations = operationsOf(driver);
    // A driver that is unknown, or a device that is broken, was reported where it stands.
    if (operations.length === 0) return;
    if (!this.known(call, name, "key", `operation of ${deviceName}`, operations, [], operation)) return;
    const known = Object.assign({}, ...declarations(driver).map((each) => each.operations[operation]?.args));
    this.checkArguments(call, { noun: "argument", name, of: driver, known }, around);
  }

  private checkArguments(call: Calls[number], asked: Asked, around: Surroundings): void {
    if (!this.rest.hasMachine) return;
    const args = call[asked.name] ?? {};
    for (const { key, where, finding } of argumentFindings(asked, args, around)) {
      if (this.rest.names.has(String(args[key]))) continue;
      if (where === "operation") this.report.add(this.document.place(call, asked.name, "key"), finding);
      else this.report.add(this.document.place(args, key, where), finding);
    }
  }

  private checkOrder(): void {
    const { order, actors } = this.file;
    if (!Array.isArray(order)) return;
    for (const each of order) {
      const [actor, until] = must(Object.entries(each)[0], "actor");
      this.known(each, actor, "key", "actor", withDrains(Object.keys(actors), this.machine.memory));
      if (typeof until !== "string" || until === "rest") continue;
      this.known(each, actor, "value", "step", Object.keys(STEPS), [], until.slice("before ".length));
    }
  }

  private checkExpectation(expected: Expectation): void {
    const { pages = {}, devices = {}, zones = {}, results = {}, eventually } = expected;
    const { drivers = {}, actors, order } = this.file;
    if (eventually) this.checkExpectation(eventually);
    if (eventually && order !== "open") {
      this.report.add(this.document.place(expected, "eventually", "key"), {
        found: "`eventually` in a scenario that has an order of its own",
        expected: "`order: open`, for it speaks of every order",
        action: "Open the order, or expect it of the end.",
      });
    }
    const bound = this.boundPages();
    for (const page of Object.keys(pages)) this.known(pages, page, "key", "page", bound);
    for (const device of Object.keys(devices)) this.known(devices, device, "key", "device", Object.keys(drivers));
    for (const zone of Object.keys(zones)) {
      const known = this.machine.zones.map(({ name }) => name);
      this.known(zones, zone, "key", "zone", known);
    }
    for (const actor of Object.keys(results)) this.known(results, actor, "key", "actor", Object.keys(actors));
  }

  private checkKernels(text: string, place: ReturnType<Document["place"]>): void {
    if (KERNEL_NAMES.includes(text) || kernelsNamed(text).length > 0) return;
    const suggestion = nearestKernels(text);
    const isRange = KERNEL_RANGE.test(text) && text.includes("..");
    this.report.add(place, {
      found: isRange ? `no kernel from ${show(text)} is modelled` : `unknown kernels ${show(text)}`,
      expected: `an era (${AN_ERA}), a kernel (${A_KERNEL}) or a range (${SOME_RANGES})`,
      ...(suggestion ? { suggestion } : { action: `These are modelled: ${RELEASE_NAMES.join(", ")}.` }),
    });
  }

  /** Names that `as` gives, wherever it stands. */
  private boundPages(): string[] {
    const { setup = [], actors } = this.file;
    const calls = [...setup, ...Object.values(actors).flatMap(actorCalls)];
    return [...new Set(calls.flatMap((call) => Object.values(call).flatMap((args) => args?.as ?? [])))];
  }

  private deviceOperations(): string[] {
    return Object.entries(this.file.drivers ?? {}).flatMap(([name, { driver }]) =>
      operationsOf(driver).map((operation) => `${name}.${operation}`),
    );
  }

  /** Reports a name that is not known. `more`: what may be meant too, but is not what one would list. */
  private known(
    place: Readonly<Record<string, unknown>>,
    key: string,
    which: "key" | "value",
    what: string,
    names: readonly string[],
    more: readonly string[] = [],
    name: string = which === "key" ? key : String(place[key]),
  ): boolean {
    if (names.includes(name) || this.rest.names.has(name)) return true;
    const suggestion = more.find((each) => each.endsWith(`.${name}`)) ?? nearest(name, [...names, ...more]);
    this.report.add(this.document.place(place, key, which), {
      found: `unknown ${what} ${show(name)}`,
      expected: names.length > 0 ? oneOf(names, name) : `a ${what} that the scenario has: it has none`,
      ...(suggestion ? { suggestion } : { action: ACTIONS[what] ?? "Choose one of these." }),
    });
    return false;
  }

  private wrong(place: object, key: string, finding: Parameters<Report["add"]>[1]): void {
    this.report.add(this.document.place(place, key, "value"), finding);
  }
}

const ACTIONS: Record<string, string> = {
  device: "Add the device under `drivers:`, or remove the name.",
  page: "Name the page with `as:` where it is allocated.",
  actor: "Add the actor under `actors:`, or remove the name.",
};

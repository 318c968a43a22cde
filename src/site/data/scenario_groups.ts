/** Scenarios by what they are about: the driver that the pages belong to. */
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { allScenarios } from "./scenarios.ts";

const GROUPS: readonly { title: string; drivers: readonly string[] }[] = [
  { title: "A balloon of virtio", drivers: ["virtio-balloon"] },
  { title: "A balloon of VMware", drivers: ["vmw-balloon"] },
  { title: "Memory on loan on POWER", drivers: ["cmm"] },
  { title: "Compressed memory: zsmalloc", drivers: ["zsmalloc"] },
  { title: "Compressed memory: z3fold", drivers: ["z3fold"] },
  { title: "Pages that only look alike", drivers: ["secretmem", "virtio-mem"] },
];
const OTHERS = "Without a driver";

export function groupedScenarios(): { title: string; scenarios: Scenario[] }[] {
  const titles = [...GROUPS.map(({ title }) => title), OTHERS];
  return titles
    .map((title) => ({ title, scenarios: allScenarios().filter((scenario) => groupOf(scenario) === title) }))
    .filter(({ scenarios }) => scenarios.length > 0);
}

function groupOf({ drivers }: Scenario): string {
  const first = Object.values(drivers)[0]?.driver;
  return GROUPS.find((group) => group.drivers.includes(first ?? ""))?.title ?? OTHERS;
}

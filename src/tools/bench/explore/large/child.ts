/** One scenario in a process of its own, up to a limit of time: how far it comes. */
import { ERAS } from "../../../../../models/index.ts";
import { explore } from "../../../../engine/explore/explore.ts";
import { must } from "../../../../engine/must.ts";
import { ScenarioSystem } from "../../../../engine/verify/scenario_system.ts";
import { LARGE } from "./scenarios.ts";

const { at, maxTime } = JSON.parse(process.argv[2] ?? "{}");
const scenario = must(LARGE[at], "such scenario");
const [era] = ERAS;
const system = new ScenarioSystem(scenario, era, era.releases[0], { invariants: false });
const now = () => process.threadCpuUsage().user / 1000;
const started = now();
// The search alone: what a limit leaves to other ways to look is not wanted here.
const explored = explore(system, { scouts: false, findAll: true, maxTime, now });
const { bound, violations, states, estimatedStates, steps, outcomes } = explored;
const counts = { states, estimatedStates, steps, ends: outcomes.size };
const found = { bound, wrong: violations.length, ...counts, ms: now() - started };
process.stdout.write(JSON.stringify(found));

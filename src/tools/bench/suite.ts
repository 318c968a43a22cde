/** All measurements, one after the other, each in its own process. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ERAS } from "../../../models/index.ts";
import type { Checked } from "./checked.ts";
import type { Order } from "./child.ts";
import type { Growth } from "./growth.ts";
import type { Speed, SpeedOptions } from "./speed.ts";

export interface Plan {
  /** Ascending. */
  sizes: readonly number[];
  speed: SpeedOptions;
  /** Rounds for a machine of a size, and rounds on a small machine before them. */
  rounds(pages: number): number;
  warmUp: number;
}

export const FULL: Plan = {
  sizes: [10_000, 100_000, 1_000_000],
  speed: { pages: 4096, recordedPages: 256, rounds: 15, runs: 10_000 },
  rounds: (pages) => (pages < 1_000_000 ? 9 : 3),
  warmUp: 20,
};
export const QUICK: Plan = {
  sizes: [10_000, 100_000],
  speed: { pages: 4096, recordedPages: 256, rounds: 5, runs: 2000 },
  rounds: () => 3,
  warmUp: 5,
};

export interface Results {
  speeds: Speed[];
  checked: Checked[];
  /** By era, then by size. */
  growths: Growth[];
}

/** `progress` is told what comes next. */
export async function runPlan(plan: Plan, progress: (text: string) => void): Promise<Results> {
  const speeds: Speed[] = [];
  const checked: Checked[] = [];
  const growths: Growth[] = [];
  for (const { id: era } of ERAS) {
    progress(`${era}: steps per second`);
    speeds.push(await child<Speed>({ what: "speed", era, options: plan.speed }));
    progress(`${era}: steps that are recorded and checked`);
    checked.push(await child<Checked>({ what: "checked", era, rounds: plan.speed.rounds }));
    for (const pages of plan.sizes) {
      progress(`${era}: time of ${pages.toLocaleString("en")} pages`);
      const time = await child<Omit<Growth, "bytesPerPage">>({
        what: "time",
        era,
        pages,
        rounds: plan.rounds(pages),
        warmUp: plan.warmUp,
      });
      progress(`${era}: room of ${pages.toLocaleString("en")} pages`);
      const bytesPerPage = await child<Growth["bytesPerPage"]>({ what: "room", era, pages });
      growths.push({ ...time, bytesPerPage });
    }
  }
  return { speeds, checked, growths };
}

export async function child<R>(order: Order): Promise<R> {
  const script = fileURLToPath(new URL("child.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, JSON.stringify(order)]);
  return JSON.parse(stdout) as R;
}

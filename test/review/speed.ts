// npm run bench:review-speed: what the review of a change of one function costs, as a ratio to one exploration of all open scenarios, in one run.
import { NEWEST } from "../../models/index.ts";
import { materialFromDisk } from "../../src/cli/review/material.ts";
import { review } from "../../src/cli/review/review.ts";
import { Watched } from "../../src/engine/races/index.ts";
import { isOpen } from "../../src/engine/run/judge.ts";
import { kernelsFor } from "../../src/engine/scenario/runnable.ts";
import { verify } from "../../src/engine/verify/verify.ts";
import { type Edit, edited, MODELS } from "./change.ts";

const MATERIAL = materialFromDisk();
/** Longer than any review takes. */
const MAX_TIME = 3_600_000;
/** One function each: a helper's name, which changes nothing, and a count that is forgotten. */
const CHANGES: Record<string, readonly Edit[]> = {
  "another name": [["flags/isolate.ts", "put_and_fail", "drop_and_fail"]],
  "does not count": [["flags/balloon_compaction.ts", "  balloon.isolated_pages += 1;\n", ""]],
};

interface Cost {
  /** Seconds of all threads, and by the clock. */
  cpu: number;
  wall: number;
  /** Seconds by the clock until the first finding; null: none. */
  first: number | null;
}

async function cost(work: (found: () => void) => Promise<unknown> | unknown): Promise<Cost> {
  const [from, begin] = [process.cpuUsage(), performance.now()];
  const since = () => (performance.now() - begin) / 1000;
  let first: number | null = null;
  await work(() => {
    first ??= since();
  });
  const { user, system } = process.cpuUsage(from);
  return { cpu: (user + system) / 1e6, wall: since(), first };
}

const told = ({ cpu, wall, first }: Cost, whole: Cost) =>
  [
    `${cpu.toFixed(1).padStart(6)} CPU s`,
    `${(cpu / whole.cpu).toFixed(2).padStart(5)} of exploring`,
    `${wall.toFixed(1).padStart(6)} s by the clock`,
    first === null ? "nothing found" : `first finding after ${first.toFixed(1)} s`,
  ].join(", ");

const whole = await cost(() => {
  for (const scenario of MATERIAL.scenarios) {
    const kernel = kernelsFor(scenario).find((each) => each.era === NEWEST);
    if (kernel === undefined || !isOpen(scenario)) continue;
    verify(scenario, kernel.era, kernel.release, { watch: (system) => new Watched(system), shorten: false });
  }
});
console.log(
  `every open scenario of ${NEWEST.id}, every order: ${whole.cpu.toFixed(1)} CPU s, races included, in one thread`,
);
for (const [name, edits] of Object.entries(CHANGES)) {
  // A comment that nobody has seen before: nothing of it is kept from an earlier time.
  const before = { ...MODELS, "models/index.ts": `${MODELS["models/index.ts"]}// ${process.pid} ${Date.now()}\n` };
  const change = { sources: [name], subject: "", before, after: edited(before, edits), kernel: null };
  for (const kept of ["cold", "base kept"]) {
    const measured = await cost((found) =>
      review(change, {
        material: MATERIAL,
        eras: [NEWEST.id],
        checksTypes: false,
        maxTime: MAX_TIME,
        onFound: found,
        onProgress: () => true,
      }),
    );
    console.log(`${`${name}, ${kept}`.padEnd(26)}${told(measured, whole)}`);
  }
}

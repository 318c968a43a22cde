/** spin's whole way to a verdict: generate, compile, run. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface SpinRun {
  ms: { generate: number; compile: number; run: number };
  states: number;
  /** Without its own reduction. */
  allStates: number;
  errors: number;
}

export function totalOf({ ms }: SpinRun): number {
  return ms.generate + ms.compile + ms.run;
}

/** Null: spin and gcc are here. Otherwise what is missing. */
export async function spinMissing(): Promise<string | null> {
  for (const [tool, version] of [
    ["spin", "-V"],
    ["gcc", "--version"],
  ] as const) {
    const found = await run(tool, [version]).catch(() => null);
    if (!found) return `${tool} is not on this machine (Debian: apt-get install spin gcc)`;
  }
  return null;
}

const STATES = /(\d+) states, stored/;

/** `model`: in Promela. One that is wrong counts up to its first error. */
export async function runSpin(model: string): Promise<SpinRun> {
  const cwd = await mkdtemp(join(tmpdir(), "spin-"));
  try {
    await writeFile(join(cwd, "model.pml"), model);
    const generate = await timed(() => run("spin", ["-a", "model.pml"], { cwd }));
    const compile = await timed(() => run("gcc", ["-O2", "-DSAFETY", "-DNOCLAIM", "-o", "pan", "pan.c"], { cwd }));
    const pan = await timed(() => run("./pan", ["-m100000"], { cwd }));
    await run("gcc", ["-O2", "-DSAFETY", "-DNOCLAIM", "-DNOREDUCE", "-o", "whole", "pan.c"], { cwd });
    const whole = await run("./whole", ["-m100000"], { cwd });
    const number = (pattern: RegExp, { stdout } = pan.result) => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
    return {
      ms: { generate: generate.ms, compile: compile.ms, run: pan.ms },
      states: number(STATES),
      allStates: number(STATES, whole),
      errors: number(/errors: (\d+)/),
    };
  } finally {
    await rm(cwd, { recursive: true });
  }
}

/** By the clock on the wall, as somebody who waits for it would: the same clock is used for the explorer's process. */
export async function timed<R>(work: () => Promise<R>): Promise<{ ms: number; result: R }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

/** The explorer on another thread: it tells how far it is, can be cancelled, and says what it says on this thread. */

import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { outerEnd } from "../../../src/cli/parts/thread_ends.ts";
import { Client } from "../../../src/engine/away/client.ts";
import type { Progress } from "../../../src/engine/explore/slices.ts";
import { must } from "../../../src/engine/must.ts";
import type { Explorer } from "../../../src/engine/verify/start.ts";
import { verify } from "../../../src/engine/verify/verify.ts";
import { scanners } from "./scanners.ts";

const JOB = new URL("../../../src/cli/job.ts", import.meta.url);
const QUICK = { invariants: false, shorten: false };

let explorer: Explorer;
beforeAll(() => {
  explorer = new Client(() => outerEnd(new Worker(JOB, { workerData: null })));
});
afterAll(() => explorer.close());

describe("a worker", () => {
  it.each(ERAS)("says of $id what verify() says", async (era) => {
    const { answer } = explorer.ask("verify", { scenario: scanners(1), era: era.id, options: QUICK });
    const release = era.releases[0];
    expect(await answer).toEqual(verify(scanners(1), era, release, QUICK));
  });

  it("tells how far it is, and stops when it is cancelled", async () => {
    const states: number[] = [];
    const options = { ...QUICK, findAll: true };
    const tell = (progress: Progress) => {
      // A few random orders come first, which count none.
      if (progress.states > 0) states.push(progress.states);
      if (states.length === 2) cancel();
    };
    const { answer, cancel } = explorer.ask("verify", { scenario: scanners(3), era: "flags", options }, { tell });
    const { verdict, message } = await answer;
    expect({ verdict, message }).toEqual({ verdict: "bound", message: "cancelled" });
    // The slice in which the message came, and the one that was under way.
    expect(states.length).toBeLessThanOrEqual(4);
    expect(states[1]).toBeGreaterThan(must(states[0], "first state"));
  });

  it("tells of the search for the shortest counterexample too, and stops in it", async () => {
    const doing: string[] = [];
    const options = { without: ["isolate:put" as const] };
    const tell = (progress: Progress) => {
      doing.push(progress.doing);
      if (progress.doing === "shorten") cancel();
    };
    const { answer, cancel } = explorer.ask("verify", { scenario: scanners(3), era: "mops", options }, { tell });
    expect(await answer).toMatchObject({ counterexample: { isShortest: false } });
    expect(doing).toContain("shorten");
  });

  it("runs two tasks at a time, each with its own replies", async () => {
    const long = explorer.ask("verify", {
      scenario: scanners(3),
      era: "aops",
      options: { ...QUICK, findAll: true },
    });
    const short = explorer.ask("verify", { scenario: scanners(1), era: "aops", options: QUICK });
    expect(await short.answer).toMatchObject({ verdict: "all interleavings fine" });
    long.cancel();
    expect(await long.answer).toMatchObject({ message: "cancelled" });
  });

  it("says what is wrong with a task that cannot be run", async () => {
    const { answer } = explorer.ask("verify", { scenario: scanners(1), era: "flags", release: "5.10" });
    await expect(answer).rejects.toThrow("no era flags@5.10");
  });
});

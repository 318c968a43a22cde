/** The explorer on another thread: it tells how far it is, can be cancelled, and says what it says on this thread. */

import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERAS } from "../../../models/index.ts";
import { Client } from "../../../src/engine/explore/client.ts";
import type { Reply, Request } from "../../../src/engine/explore/messages.ts";
import { verify } from "../../../src/engine/explore/verify.ts";
import { must } from "../../../src/engine/must.ts";
import { scanners } from "./scanners.ts";

const QUICK = { invariants: false, shorten: false };

let worker: Worker;
let client: Client;
beforeAll(() => {
  worker = new Worker(fileURLToPath(new URL("thread.ts", import.meta.url)));
  client = new Client({
    send: (message: Request) => worker.postMessage(message),
    listen: (onMessage) => worker.on("message", (reply: Reply) => onMessage(reply)),
  });
});
afterAll(() => worker.terminate());

describe("a worker", () => {
  it.each(ERAS)("says of $id what verify() says", async (era) => {
    const { result } = client.verify({ scenario: scanners(1), era: era.id, options: QUICK });
    const release = era.releases[0];
    expect(await result).toEqual(verify(scanners(1), era, release, QUICK));
  });

  it("tells how far it is, and stops when it is cancelled", async () => {
    const states: number[] = [];
    const options = { ...QUICK, findAll: true };
    const { result, cancel } = client.verify({ scenario: scanners(3), era: "flags", options }, (progress) => {
      states.push(progress.states);
      if (states.length === 2) cancel();
    });
    const { verdict, message } = await result;
    expect({ verdict, message }).toEqual({ verdict: "bound", message: "cancelled" });
    // The slice in which the message came, and the one that was under way.
    expect(states.length).toBeLessThanOrEqual(4);
    expect(states[1]).toBeGreaterThan(must(states[0], "first state"));
  });

  it("tells of the search for the shortest counterexample too, and stops in it", async () => {
    const doing: string[] = [];
    const options = { without: ["isolate:put" as const] };
    const { result, cancel } = client.verify({ scenario: scanners(3), era: "mops", options }, (progress) => {
      doing.push(progress.doing);
      if (progress.doing === "shorten") cancel();
    });
    expect(await result).toMatchObject({ counterexample: { isShortest: false } });
    expect(doing).toContain("shorten");
  });

  it("runs two tasks at a time, each with its own replies", async () => {
    const long = client.verify({ scenario: scanners(3), era: "aops", options: { ...QUICK, findAll: true } });
    const short = client.verify({ scenario: scanners(1), era: "aops", options: QUICK });
    expect(await short.result).toMatchObject({ verdict: "all interleavings fine" });
    long.cancel();
    expect(await long.result).toMatchObject({ message: "cancelled" });
  });

  it("says what is wrong with a task that cannot be run", async () => {
    const { result } = client.verify({ scenario: scanners(1), era: "flags", release: "5.10" });
    await expect(result).rejects.toThrow("no era flags@5.10");
  });
});

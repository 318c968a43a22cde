/** Asking a worker: over a channel that clones what is sent, as a worker's does, and with the worker ended where nobody waits any more. */
import { afterEach, describe, expect, it } from "vitest";
import { Client, Failed, GivenUp } from "../../../src/engine/away/client.ts";
import { serve } from "../../../src/engine/away/serve.ts";
import type { Line } from "../../../src/engine/away/table.ts";
import { webPort } from "../../../src/engine/away/web.ts";
import { CannotRun } from "../../../src/engine/run/cannot_run.ts";

const WORK = {
  double: (number: number) => 2 * number,
  async later(number: number, { tell }: Line<string>) {
    tell(`at ${number}`);
    await turn();
    return number;
  },
  async untilCancelled(from: number, { tell, signal }: Line<number>) {
    let at = from;
    for (; !signal.aborted; at++) {
      tell(at);
      await turn();
    }
    return at;
  },
  never: () => new Promise<never>(() => {}),
  scenario() {
    throw new CannotRun({ line: 3, column: 5 }, "lock cannot be done");
  },
  explored() {
    throw Object.assign(new Error("the system is wrong"), { choices: [0, 1, 1] });
  },
  word() {
    throw "a word";
  },
  closure: () => () => 1,
  tellsClosure: (_: null, { tell }: Line<unknown>) => tell(() => 1),
};

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Workers of a client, each with a way to break it. */
let workers: { ended: boolean; breakOff: (why: string) => void }[] = [];
let client: Client<typeof WORK>;

function start() {
  workers = [];
  client = new Client(() => {
    const { port1, port2 } = new MessageChannel();
    const worker = { ended: false, breakOff: (_: string) => {} };
    workers.push(worker);
    // A port of Node begins to deliver with start().
    serve(webPort(port2), WORK);
    port2.start();
    return {
      send: (request) => port1.postMessage(request),
      listen(onMessage, onBroken) {
        port1.onmessage = ({ data }) => onMessage(data);
        worker.breakOff = (why) => onBroken?.(why);
      },
      end() {
        worker.ended = true;
        port1.close();
      },
    };
  });
  return client;
}
afterEach(() => client.close());

const reasonOf = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

describe("a client", () => {
  it("starts one worker, when something is asked", async () => {
    start();
    expect(workers).toHaveLength(0);
    expect(await Promise.all([client.ask("double", 1).answer, client.ask("double", 2).answer])).toEqual([2, 4]);
    expect(workers).toHaveLength(1);
  });

  it("tells the replies of several questions apart", async () => {
    start();
    const told: string[][] = [[], []];
    const answers = [7, 8].map(
      (number, at) => client.ask("later", number, { tell: (each) => told[at]?.push(each) }).answer,
    );
    expect(await Promise.all(answers)).toEqual([7, 8]);
    expect(told).toEqual([["at 7"], ["at 8"]]);
  });

  it("cancels one question, which ends with what it has, and no other", async () => {
    start();
    const other = client.ask("untilCancelled", 100);
    const one = client.ask("untilCancelled", 0, { tell: (at) => at === 3 && one.cancel() });
    expect(await one.answer).toBeGreaterThanOrEqual(3);
    one.cancel();
    expect(await client.ask("double", 1).answer).toBe(2);
    other.cancel();
    expect(await other.answer).toBeGreaterThanOrEqual(100);
    expect(workers.map(({ ended }) => ended)).toEqual([false]);
  });

  it("gives up after a time, and ends the worker", async () => {
    start();
    const error = await reasonOf(client.ask("never", undefined, { maxTime: 1 }).answer);
    expect(error).toEqual(new GivenUp("not finished after 0.001 s"));
    expect(workers.map(({ ended }) => ended)).toEqual([true]);
  });

  it("ends a worker that is busy with what nobody waits for, and asks the next one another", async () => {
    start();
    const errors = [client.ask("never", undefined), client.ask("never", undefined)].map(({ answer }) =>
      reasonOf(answer),
    );
    client.stop("something else was asked for");
    expect(await Promise.all(errors)).toEqual([1, 2].map(() => new GivenUp("something else was asked for")));
    expect(await client.ask("double", 3).answer).toBe(6);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  });

  it("keeps a worker that is not busy", async () => {
    start();
    await client.ask("double", 1).answer;
    client.stop("something else was asked for");
    expect(await client.ask("double", 2).answer).toBe(4);
    expect(workers.map(({ ended }) => ended)).toEqual([false]);
    client.close();
    expect(workers.map(({ ended }) => ended)).toEqual([true]);
  });

  it("says that the worker broke off, and starts another one", async () => {
    start();
    const error = reasonOf(client.ask("never", undefined).answer);
    workers[0]?.breakOff("no such file");
    expect(await error).toMatchObject({ name: "Failed", message: "the worker broke off: no such file" });
    expect(await client.ask("double", 1).answer).toBe(2);
    // Too late: that one is gone.
    workers[0]?.breakOff("again");
    expect(await client.ask("double", 2).answer).toBe(4);
    expect(workers).toHaveLength(2);
  });

  it("refuses a question that cannot be posted, and goes on", async () => {
    start();
    await expect(client.ask("double", (() => 1) as unknown as number).answer).rejects.toThrow("could not be cloned");
    client.stop("nobody waits");
    expect(await client.ask("double", 1).answer).toBe(2);
    expect(workers).toHaveLength(1);
  });
});

describe("a failure", () => {
  const failures = [
    ["scenario", "line 3, column 5: lock cannot be done"],
    ["explored", "the system is wrong (in the order 0 1 1: actors by number, a step each)"],
    ["word", "a word"],
  ] as const;
  it.each(failures)("of %s says where it is in the file, and in which order it comes", async (what, message) => {
    const error = await reasonOf(start().ask(what, undefined as never).answer);
    expect(error).toBeInstanceOf(Failed);
    expect(error).toMatchObject({ message });
  });

  it.each(["closure", "tellsClosure"] as const)("is what comes of %s: only data goes back", async (what) => {
    start();
    await expect(client.ask(what, null as never).answer).rejects.toThrow("could not be cloned");
    expect(await client.ask("double", 1).answer).toBe(2);
  });

  it("says what a worker can do, where it cannot do what it is asked", async () => {
    const { answer } = start().ask("dobule" as "double", 1);
    await expect(answer).rejects.toThrow("does not know how to dobule, only double, later");
  });
});

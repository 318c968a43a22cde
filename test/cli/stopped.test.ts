/** Ctrl-C: the line of progress goes, what is known by then is printed, and the exit status is that of a process which was stopped. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { must } from "../../src/engine/must.ts";
import { file, TWO_ACTORS } from "./call.ts";

/** The process says when it hears signals, and takes its standard error for a terminal. */
const TELL = `data:text/javascript,
  process.stderr.isTTY = true;
  process.stderr.columns = 80;
  process.on("newListener", (name) => { if (name === "SIGINT") process.stderr.write("hears\\n"); });`;

/** What nobody would wait for: four actors that all lock and move the same pages. */
const endless = file(
  "endless.yaml",
  TWO_ACTORS.replace(/order:\n.*\n.*\n/, "order: open\n").replace(
    "actors:\n",
    `actors:\n${[1, 2, 3, 4].map((n) => `  more${n}: [{ compact: { zone: Normal } }, { balloon.inflate: { pages: 2 } }]\n`).join("")}`,
  ),
);
/** A set-up that takes its time, and has no part that could be shown. */
const slow = file(
  "slow.yaml",
  TWO_ACTORS.replace("pages: 16", "pages: 65536").replace(
    "actors:\n",
    `${"  - compact: { zone: Normal }\n".repeat(150)}actors:\n`,
  ),
);

/** `when`: of the progress. */
async function stopped(args: string[], when = /./, signals = 1) {
  const child = spawn(process.execPath, ["--import", TELL, "src/cli/main.ts", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = text(child.stdout);
  let err = "";
  let sent = false;
  child.stderr.setEncoding("utf8").on("data", (data: string) => {
    err += data;
    const [, progress = ""] = err.split("hears\n");
    if (!sent && when.test(progress)) {
      sent = true;
      for (let signal = 0; signal < signals; signal++) child.kill("SIGINT");
    }
  });
  const [status] = await once(child, "close");
  return { status, out: await out, err };
}

const LAST = "\r\u001b[Kstopped: above is what was known by then\n";

test.each([
  [["explore", endless], /^aops \(5\.10\): bound: cancelled\n\d+ executions, .*; stopped at: cancelled$/m],
  [["explore", endless, "--json"], /"bound": "cancelled"/],
  [["explore", endless, "--random", "1"], /^aops \(5\.10\): (bound|\w)/m],
  [["refine", endless], /bound .*aops \d+ ends?, stopped at cancelled/],
  [["guards"], /^\d+ guards, \d+ cells, 0 not as the register says$/m],
])("%j prints what is known by then", async ([command, ...args], known) => {
  const { status, out, err } = await stopped(
    [must(command, "command"), ...args],
    command === "guards" ? /./ : /executions/,
  );
  expect(status).toBe(130);
  expect(out).toMatch(known);
  expect(err.endsWith(LAST)).toBe(true);
});

test("bisect tells the kernels that it has looked at", async () => {
  const { status, err } = await stopped(["bisect", endless, "--series", "2025", "--orders"], /executions/);
  expect(status).toBe(130);
  expect(err).toMatch(/mops@6\.16: not every order was tried: stopped at cancelled\. Known by then: nothing\n/);
});

test("run is stopped in its set-up, too", async () => {
  const { status, err } = await stopped(["run", slow]);
  expect(status).toBe(130);
  expect(err).toContain("stopped in the set-up (cancelled): nothing of the run is known");
});

test("a second Ctrl-C ends what does not hear the first", async () => {
  const { status, err } = await stopped(["run", slow], /./, 2);
  expect(status).toBe(130);
  expect(err).toContain("stopped");
});

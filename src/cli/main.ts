/**
 * The terminal: `npm run -s eras -- COMMAND`. The command runs in a thread, and here is who shows what it says. So Ctrl-C is heard while it computes: it
 * is asked to stop and to say what it knows, and the second time it is ended.
 */
import { Worker } from "node:worker_threads";
import type { Order, Said } from "./thread.ts";

const { stdout, stderr } = process;
/** As the shell has it for a process that Ctrl-C ended. */
const STOPPED = 130;
const BAD_INPUT = 2;
const OUR_BUG = 3;

const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const order: Order = { args: process.argv.slice(2), stop };
// A thread has no terminal. What it must know of ours it is told as any child is.
const env = {
  ...process.env,
  ...(stdout.columns && { COLUMNS: String(stdout.columns) }),
  ...(stdout.isTTY && stdout.hasColors() && { FORCE_COLOR: "1" }),
};
const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: order, env });

let hasProgress = false;
function show(where: "stdout" | "stderr" | "progress", text: string): void {
  if (where === "progress" && !stderr.isTTY) return;
  if (hasProgress) stderr.write("\r\u001b[K");
  hasProgress = where === "progress";
  if (where === "progress") stderr.write(text.slice(0, stderr.columns - 1));
  else process[where].write(text);
}

thread.on("message", (said: Said) => {
  if ("text" in said) show(said.where, said.text);
  else end(said.status);
});
thread.on("error", (error) => {
  show(
    "stderr",
    `eras: this is a mistake in the tool, not in what it was given. Please report it:\n\n${error.stack}\n`,
  );
  end(OUR_BUG);
});

function end(status: number): void {
  process.exitCode = stop[0] === 0 ? status : STOPPED;
  if (stop[0] !== 0) show("stderr", "stopped: above is what was known by then\n");
}

process.on("SIGINT", () => {
  if (Atomics.exchange(stop, 0, 1) === 0) return show("progress", "stopping; Ctrl-C again ends it at once");
  end(STOPPED);
  thread.terminate();
});

stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  // Whoever reads the output may have had enough of it: `… | head`.
  if (code === "EPIPE") process.exit();
  stderr.write(`eras: the output can't be written: ${message}\nFree some space there, or write somewhere else.\n`);
  process.exit(BAD_INPUT);
});

/** Runs one command in a thread of its own, so that whoever waits for it can be heard: main.ts shows what it says. */
import { enableCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { ModelsError, splitModels, useModels } from "./parts/models.ts";

/** What the thread is given. */
export interface Order {
  args: string[];
  /** One word: not 0 once the reader wants no more. */
  stop: Int32Array;
}

/** What it says: something to show, or in the end the exit status. */
export type Said = { where: "stdout" | "stderr" | "progress"; text: string } | { status: number };

const BAD_INPUT = 2;
/** Milliseconds between two lines of progress: nobody reads faster. */
const PAUSE = 50;

// Node keeps what it has compiled for the next time, which is most of what a short command takes.
enableCompileCache();
const { args, stop } = workerData as Order;
const say = (said: Said) => parentPort?.postMessage(said);
const { folder, rest } = splitModels(args);
try {
  if (folder !== undefined) await useModels(folder);
} catch (error) {
  if (!(error instanceof ModelsError)) throw error;
  say({ where: "stderr", text: `${error.message}\n` });
  say({ status: BAD_INPUT });
  process.exit();
}
const { eras } = await import("./eras.ts");
const { showOn } = await import("./parts/terminal.ts");

let told = 0;
showOn({
  show(where, text) {
    const now = performance.now();
    if (where === "progress" && now - told < PAUSE) return;
    if (where === "progress") told = now;
    say({ where, text });
  },
  goesOn: () => Atomics.load(stop, 0) === 0,
});
say({ status: await eras(rest) });

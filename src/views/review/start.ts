/** Starts a referee, and with it the frame that it has models run in. Both are new each time, and end together. */
import { Client } from "../../engine/away/client.ts";
import { webWorker } from "../../engine/away/web.ts";
import { openFrame } from "./frame.ts";
import type { Referee } from "./referee.ts";

export function startReferee(frameAddress: string): Client<Referee> {
  return new Client(() => {
    const worker = new Worker(new URL("./referee.ts", import.meta.url), { type: "module" });
    const referee = webWorker(worker);
    let broken = (_why: string) => {};
    const frame = openFrame(frameAddress, (why) => broken(why));
    worker.postMessage(null, [frame.port]);
    return {
      ...referee,
      listen(onMessage, onBroken) {
        broken = (why) => onBroken?.(why);
        referee.listen(onMessage, onBroken);
      },
      end() {
        referee.end();
        frame.end();
      },
    };
  });
}

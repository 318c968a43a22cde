/** The host's side of the balloon: QEMU's machine protocol, over a socket. */
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

export interface Balloon {
  /** "-128M", "-4k": what the guest shall have, against all of its memory. Resolves when it has that, or gives up. */
  setTarget(text: string): Promise<void>;
}

const UNITS = { k: 2 ** 10, M: 2 ** 20 } as const;
const POLL_MS = 100;
/** A guest that has not changed for so long is not going to. */
const PATIENCE_MS = 6000;

export async function connectBalloon(path: string, memory: number): Promise<Balloon> {
  const socket = connect(path);
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const command = async (execute: string, args = {}): Promise<{ actual?: number }> => {
    socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    while (true) {
      const { value, done } = await replies.next();
      if (done) throw new Error("the emulator closed its socket");
      const reply = JSON.parse(value);
      if (reply.error) throw new Error(`${execute}: ${reply.error.desc}`);
      if (reply.return) return reply.return;
    }
  };
  await command("qmp_capabilities");
  return {
    async setTarget(text) {
      const [, amount, unit] = /^(-?\d+)([kM])$/.exec(text) as unknown as [string, string, keyof typeof UNITS];
      const target = memory + Number(amount) * UNITS[unit];
      await command("balloon", { value: target });
      let before = -1;
      for (let still = 0; still < PATIENCE_MS; still += POLL_MS) {
        const { actual = 0 } = await command("query-balloon");
        if (actual === target) break;
        if (actual !== before) still = 0;
        before = actual;
        await setTimeout(POLL_MS);
      }
    },
  };
}

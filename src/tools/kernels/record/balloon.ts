/** The host's side of the balloon and of virtio-mem: QEMU's machine protocol, over a socket. */

import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { isKeyOf } from "../../../../models/keys.ts";

export interface Host {
  /**
   * "-128M", "-4k": what the guest shall have, against all of its memory. Resolves when it has that, or when it stays at a part of it;
   * rejects when nothing comes of it at all.
   */
  setTarget(text: string): Promise<void>;
  /** "128M": what the device of virtio-mem shall have plugged. Resolves when it has that; rejects when it stays at something else. */
  setMemory(text: string): Promise<void>;
}

const UNITS = { k: 2 ** 10, M: 2 ** 20 } as const;
/** A guest that has not changed for so many looks is not going to. */
const PATIENCE = 300;

export async function connectHost(path: string, memory: number, pollMs = 100): Promise<Host> {
  const socket = connect(path);
  await once(socket, "connect");
  // What ends the socket ends the replies, and that is told there.
  socket.on("error", () => socket.destroy());
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  const command = async <Answer = { actual?: number }>(execute: string, args = {}): Promise<Answer> => {
    socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    while (true) {
      const { value, done } = await replies.next();
      if (done) throw new Error("the emulator closed its socket");
      const reply = JSON.parse(value);
      if (reply.error) throw new Error(`${execute}: ${reply.error.desc}`);
      if (reply.return !== undefined) return reply.return;
    }
  };
  await command("qmp_capabilities");
  return {
    async setTarget(text) {
      const [, amount, unit = ""] = /^(-?\d+)([kM])$/.exec(text) ?? [];
      if (!isKeyOf(UNITS, unit)) throw new Error(`the balloon is changed by an amount such as -16M, not by ${text}`);
      const target = memory + Number(amount) * UNITS[unit];
      await command("balloon", { value: target });
      const { actual: start } = await command("query-balloon");
      let before = start;
      for (let still = 0; still < PATIENCE; still++) {
        const { actual } = await command("query-balloon");
        if (actual === target) return;
        if (actual !== before) still = 0;
        before = actual;
        await setTimeout(pollMs);
      }
      if (before === start) throw new Error(`the guest was asked for ${text} of memory, and its balloon did not move`);
    },
    async setMemory(text) {
      const size = Number.parseInt(text, 10) * 2 ** 20;
      const at = { path: "/machine/peripheral/memory" };
      await command("qom-set", { ...at, property: "requested-size", value: size });
      for (let looks = 0; looks < PATIENCE; looks++) {
        if ((await command<number>("qom-get", { ...at, property: "size" })) === size) return;
        await setTimeout(pollMs);
      }
      throw new Error(`the guest was asked for ${text} of plugged memory, and has something else`);
    },
  };
}

/** A place to run models in: workers of the sandboxed frame, over the port that its keeper has. */
import type { Request, WorkerPort } from "../../engine/away/messages.ts";
import { linked } from "../../review/link.ts";
import type { Marked } from "../../review/marks.ts";
import { MARKS } from "../../review/marks_name.ts";
import { stripped } from "../../review/strip.ts";
import { heard } from "./heard.ts";
import type { Machinery } from "./machinery.ts";
import type { Order, Word } from "./wire.ts";

interface Listener {
  onSaid(said: string): void;
  onBroken(why: string): void;
}

export class FramePlace {
  private readonly port: MessagePort;
  private readonly machinery: Machinery;
  private readonly listeners = new Map<number, Listener>();
  private last = 0;

  constructor(port: MessagePort, machinery: Machinery) {
    this.port = port;
    this.machinery = machinery;
    port.onmessage = ({ data }: MessageEvent<Word>) => {
      const listener = this.listeners.get(data.worker);
      if ("said" in data) listener?.onSaid(data.said);
      else listener?.onBroken(data.broken);
    };
  }

  starter(side: string, { files, marks }: Marked): () => WorkerPort {
    const { engine, scripts } = this.machinery;
    const models = Object.entries(files).map(([path, text]) => [path, scripts.get(text) ?? stripped(text)]);
    const modules = linked({ ...engine, ...Object.fromEntries(models) }, "src/views/review/inside.ts");
    this.say({ type: "side", side, script: `globalThis.${MARKS} = new Uint8Array(${marks.length});\n${modules}` });
    return () => this.start(side);
  }

  private start(side: string): WorkerPort {
    const worker = ++this.last;
    const asked = new Map<number, string>();
    this.say({ type: "start", worker, side });
    return {
      send: (request: Request) => {
        if (request.type === "question") asked.set(request.id, request.what);
        this.say({ type: "ask", worker, request: JSON.stringify(request) });
      },
      listen: (onMessage, onBroken) => {
        this.listeners.set(worker, {
          onSaid(said) {
            const reply = heard(said, (id) => asked.get(id));
            if (reply === null) return onBroken?.("its answer is none");
            asked.delete(reply.id);
            onMessage(reply);
          },
          onBroken: (why) => onBroken?.(why),
        });
      },
      end: () => {
        this.listeners.delete(worker);
        this.say({ type: "end", worker });
      },
    };
  }

  private say(order: Order): void {
    this.port.postMessage(order);
  }
}

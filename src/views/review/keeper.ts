/**
 * Inside the sandboxed frame: a worker that starts and ends the workers in which a stranger's code runs. It is a thread of its own so that whatever they flood it
 * with does not fill the queue of the page. Each may say one thing for each thing that it was asked; whoever says more is ended.
 */
import { MAX_ANSWER, type Order, type Word } from "./wire.ts";

interface Kept {
  worker: Worker;
  owes: number;
}

const scripts = new Map<string, string>();
const workers = new Map<number, Kept>();

function keep(port: MessagePort): void {
  const say = (word: Word) => port.postMessage(word);
  function end(id: number): void {
    workers.get(id)?.worker.terminate();
    workers.delete(id);
  }
  function breakOff(id: number, broken: string): void {
    if (!workers.has(id)) return;
    end(id);
    say({ worker: id, broken });
  }
  function start(id: number, side: string): void {
    const kept: Kept = { worker: new Worker(scripts.get(side) ?? ""), owes: 0 };
    workers.set(id, kept);
    kept.worker.onmessage = ({ data }) => {
      if (kept.owes-- <= 0) breakOff(id, "it said more than it was asked");
      else if (typeof data !== "string") breakOff(id, "what it said is no text");
      else if (data.length > MAX_ANSWER) breakOff(id, `it said more than ${MAX_ANSWER} characters`);
      else if (workers.has(id)) say({ worker: id, said: data });
    };
    kept.worker.onmessageerror = () => breakOff(id, "what it said cannot be read");
    kept.worker.onerror = ({ message }) => breakOff(id, String(message ?? "").slice(0, 500) || "its script failed");
  }
  port.onmessage = ({ data }: MessageEvent<Order>) => {
    if (data.type === "side") {
      scripts.set(data.side, URL.createObjectURL(new Blob([data.script], { type: "text/javascript" })));
    } else if (data.type === "start") {
      start(data.worker, data.side);
    } else if (data.type === "end") {
      end(data.worker);
    } else {
      const kept = workers.get(data.worker);
      if (!kept) return;
      kept.owes++;
      kept.worker.postMessage(data.request);
    }
  };
}

self.onmessage = ({ ports: [port] }: MessageEvent) => port && keep(port);

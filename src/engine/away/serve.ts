/** The side that works: answers every question of a table, and says why where it cannot. */
import type { Failure, Port, Reply, Request } from "./messages.ts";
import type { Table } from "./table.ts";

export function serve(port: Port<Reply, Request>, table: Table): void {
  const running = new Map<number, AbortController>();
  port.listen(async (request) => {
    const { id } = request;
    if (request.type === "cancel") return running.get(id)?.abort();
    const controller = new AbortController();
    running.set(id, controller);
    const line = {
      tell: (progress: unknown) => port.send({ type: "progress", id, progress }),
      signal: controller.signal,
    };
    try {
      const work = table[request.what];
      if (!work)
        throw new Error(`this worker does not know how to ${request.what}, only ${Object.keys(table).join(", ")}`);
      port.send({ type: "answer", id, answer: await work(request.asks as never, line) });
    } catch (error) {
      port.send({ type: "failure", id, failure: asData(error) });
    } finally {
      running.delete(id);
    }
  });
}

/** An error that is posted keeps its message only, so what some errors know besides is said as data. */
function asData(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), place: null, choices: null };
  const { message, place = null, choices = null }: Error & Partial<Failure> = error;
  return { message, place, choices };
}

/** One measurement in a process of its own, so that none finds the heap and the compiled code of another: JSON in, JSON out. */
import { findEra } from "../../../models/index.ts";
import { measureChecked } from "./checked.ts";
import { measureRoom, measureTime } from "./growth.ts";
import { measureSpeed, type SpeedOptions } from "./speed.ts";

export type Order =
  | { what: "checked"; era: string; rounds: number }
  | { what: "speed"; era: string; options: SpeedOptions }
  | { what: "time"; era: string; pages: number; rounds: number; warmUp: number }
  | { what: "room"; era: string; pages: number };

process.stdout.write(JSON.stringify(measure(JSON.parse(process.argv[2] ?? "{}") as Order)));

function measure(order: Order): unknown {
  const found = findEra(order.era);
  if (!found) throw new TypeError(`no era ${order.era}`);
  const { era } = found;
  if (order.what === "checked") return measureChecked(era, order.rounds);
  if (order.what === "speed") return measureSpeed(era, order.options);
  if (order.what === "time") return measureTime(era, order.pages, order.rounds, order.warmUp);
  return measureRoom(era, order.pages);
}

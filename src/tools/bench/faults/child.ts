/** One fault, in a process of its own: what the explorer finds, what the analysis of locks finds beyond the table. JSON in, JSON out. */
import { useModels } from "../../../cli/models.ts";

export interface Order {
  models: string;
  era: string;
}
export interface Found {
  /** The first scenario that is not as it says, and how. */
  explored: string | null;
  /** Of how many scenarios there is more than the table explains. */
  races: number;
  steps: number;
}

const { models, era } = JSON.parse(process.argv[2] ?? "{}") as Order;
await useModels(models);
const { lookAt } = await import("./look.ts");
process.stdout.write(JSON.stringify(lookAt(era) satisfies Found));

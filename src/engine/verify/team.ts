/**
 * Several explorers as one, for a page. Most searches are over in a moment, in which more workers would not even have begun: so one tries alone first, and what takes longer is
 * split over all of them. What they say is what one says, whatever their number (jobs.ts).
 */
import { Client } from "../away/client.ts";
import type { Port, Reply, Request } from "../away/messages.ts";
import { serve } from "../away/serve.ts";
import type { Line } from "../away/table.ts";
import { CANCELLED } from "../explore/options.ts";
import type { Progress } from "../explore/slices.ts";
import { verifyInParts } from "./jobs.ts";
import { type Explorer, startExplorer } from "./start.ts";
import type { Task } from "./task.ts";
import type { Verification } from "./verify.ts";

const MOMENT = 2_000;

/** `moment`: milliseconds that one tries alone; 0: it doesn't. */
export function startTeam(size: number, moment = MOMENT): Explorer {
  if (size < 2) return startExplorer();
  return new Client(() => {
    const explorers: [Explorer, ...Explorer[]] = [startExplorer()];
    while (explorers.length < size) explorers.push(startExplorer());
    const hears: ((request: Request) => void)[] = [];
    const told: ((reply: Reply) => void)[] = [];
    const inside: Port<Reply, Request> = {
      send: (reply) => told.map((hear) => hear(reply)),
      listen: (onMessage) => hears.push(onMessage),
    };
    serve(inside, { verify: (task: Task, line: Line<Progress>) => verifyTogether(explorers, task, line, moment) });
    return {
      send: (request) => hears.map((hear) => hear(request)),
      listen: (onMessage) => told.push(onMessage),
      end: () => explorers.map((each) => each.close()),
    };
  });
}

async function verifyTogether(
  explorers: readonly [Explorer, ...Explorer[]],
  task: Task,
  line: Line<Progress>,
  moment: number,
): Promise<Verification> {
  const start = performance.now();
  const tried = moment > 0 ? await alone(explorers[0], task, line, moment) : null;
  if (tried !== null) return tried;
  const { maxTime = Number.POSITIVE_INFINITY } = task.options ?? {};
  const left = () => maxTime - (performance.now() - start);
  const rest = { ...task, options: { ...task.options, ...(Number.isFinite(maxTime) && { maxTime: left() }) } };
  const tell = (progress: Progress) => {
    line.tell(progress);
    return !line.signal.aborted && left() > 0;
  };
  const together = await verifyInParts(explorers, rest, tell);
  const jobs = explorers.length;
  if (together !== null) return { ...together, jobs };
  return (await alone(explorers[0], rest, line)) ?? Promise.reject(new Error("nobody asked for it to stop"));
}

/** Null: it was not over in that time. */
async function alone(
  explorer: Explorer,
  task: Task,
  { tell, signal }: Line<Progress>,
  moment = Number.POSITIVE_INFINITY,
): Promise<Verification | null> {
  const start = performance.now();
  let isLate = false;
  const hear = (progress: Progress) => {
    tell(progress);
    isLate = !signal.aborted && progress.doing === "explore" && performance.now() - start > moment;
    if (isLate || signal.aborted) asking.cancel();
  };
  const asking = explorer.ask("verify", task, { tell: hear });
  const result = await asking.answer;
  return isLate && result.exploration.bound === CANCELLED ? null : result;
}

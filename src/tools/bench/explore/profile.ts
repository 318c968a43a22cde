/** Where the time of a piece of work goes: node's own sampling profiler, by source file. */
import { type Profiler, Session } from "node:inspector/promises";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const MICROSECONDS_PER_SAMPLE = 200;

export interface Share {
  /** A file of the project, or what node does: "(garbage collector)", "node". */
  where: string;
  /** Of the time, 0 to 1: in the file's own code, not in what it calls. */
  share: number;
  /** The functions of the file that take most of it, the slowest first. */
  functions: string[];
}

/** The places that take most time, the slowest first. */
export async function profile(work: () => unknown): Promise<Share[]> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: MICROSECONDS_PER_SAMPLE });
  await session.post("Profiler.start");
  work();
  const { profile } = await session.post("Profiler.stop");
  session.disconnect();
  return shares(profile);
}

function shares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Share[] {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const files = new Map<string, Map<string, number>>();
  let all = 0;
  samples.forEach((id, at) => {
    const { functionName = "", url = "" } = frames.get(id) ?? {};
    const time = timeDeltas[at] ?? 0;
    const functions = files.get(whereIs(functionName, url)) ?? new Map<string, number>();
    files.set(whereIs(functionName, url), functions.set(functionName, (functions.get(functionName) ?? 0) + time));
    all += time;
  });
  return [...files]
    .map(([where, functions]) => {
      const slowest = [...functions].filter(([name]) => name !== "").sort(([, a], [, b]) => b - a);
      const share = [...functions.values()].reduce((sum, time) => sum + time, 0) / all;
      return { where, share, functions: slowest.slice(0, 3).map(([name]) => name) };
    })
    .sort((a, b) => b.share - a.share);
}

function whereIs(functionName: string, url: string): string {
  if (functionName.startsWith("(")) return functionName;
  return url.startsWith("file:") ? relative(ROOT, fileURLToPath(url)) : "node";
}

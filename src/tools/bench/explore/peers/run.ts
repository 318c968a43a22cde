/** The zoo beside spin, and the programs of the papers beside the number of their traces. */
import { explore } from "../../../../engine/explore/explore.ts";
import { answerOf, fastest } from "../process.ts";
import { IN_TURN, PUBLISHED } from "../published.ts";
import { runSpin, type SpinRun, timed, totalOf } from "../spin.ts";
import { promelaOf } from "./promela.ts";
import { ZOO } from "./zoo.ts";

export interface Peer {
  id: string;
  broken: boolean;
  /** What is wrong, or null. */
  wrong: string | null;
  bound: string | null;
  states: number;
  executions: number;
  /** From the start of the process to its end. */
  wallMs: number;
  spin: SpinRun | null;
}

export async function peers(hasSpin: boolean, progress: (text: string) => void): Promise<Peer[]> {
  const found: Peer[] = [];
  for (const [at, program] of ZOO.entries()) {
    const { id, broken } = program;
    progress(`${id}${broken ? ", broken" : ""}`);
    const measure = () =>
      timed(() =>
        answerOf<Omit<Peer, "id" | "broken" | "wallMs" | "spin">>(new URL("./child.ts", import.meta.url), at),
      );
    const { ms, result } = await fastest(measure, (each) => each.ms);
    const spin = hasSpin ? await fastest(() => runSpin(promelaOf(program)), totalOf) : null;
    found.push({ id, broken, ...result, wallMs: ms, spin });
  }
  return found;
}

export interface Paper {
  id: string;
  traces: number;
  /** Blocked ones included. */
  executions: number;
  blocked: number;
}

export function papers(): Paper[] {
  return [...PUBLISHED, ...IN_TURN].map(([id, system, traces]) => {
    const { executions, cut } = explore(system, { cut: "sleep", scouts: false });
    return { id, traces, executions: executions + cut, blocked: cut };
  });
}

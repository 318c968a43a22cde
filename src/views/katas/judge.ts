/** What a browser needs once a reply is to be graded, and not before: the models, to run what the explorer found. */
import type { Asking } from "../../engine/away/client.ts";
import type { Progress } from "../../engine/explore/slices.ts";
import type { Explorer } from "../../engine/explore/start.ts";
import type { Verification } from "../../engine/explore/verify.ts";
import { encode } from "../../engine/links/encode.ts";
import { href } from "../../engine/links/href.ts";
import { versionOf } from "../../engine/links/version.ts";
import type { Found } from "../../knowledge/katas/answers.ts";
import { type Findings, findingsOf, type Patched } from "../../knowledge/katas/findings.ts";
import { type Grade, grade, type Reply } from "../../knowledge/katas/grade.ts";
import type { Kata } from "../../knowledge/katas/kata.ts";

/** Milliseconds after which each search stops by itself. */
const MAX_TIME = 120_000;

export interface Judged {
  grade: Grade;
  findings: Findings;
  /** What goes wrong as the reader says, and else as the file says. */
  shown: Found;
  /** The player, at the end of that. */
  address: string;
}

export async function judge(
  patch: Patched,
  blame: Kata["blame"],
  reply: Reply,
  explorer: Explorer,
  told: (running: Asking<Verification>, progress: Progress | null) => void,
): Promise<Judged> {
  const findings = await findingsOf(patch, reply.line?.changes ?? [], (task) => {
    const asks = { ...task, options: { ...task.options, maxTime: MAX_TIME } };
    const running = explorer.ask("verify", asks, { tell: (progress) => told(running, progress) });
    told(running, null);
    return running.answer;
  });
  const shown = findings.found.find(({ answer }) => answer === reply.answer) ?? findings.found[0];
  return { grade: grade({ blame }, reply, findings), findings, shown, address: await addressOf(patch, shown) };
}

async function addressOf({ scenario, patched, without }: Patched, { choices }: Found): Promise<string> {
  const link = {
    version: versionOf(scenario),
    scenario: null,
    kernels: [patched],
    without: [...without],
    choices,
    step: choices?.length ?? 0,
  };
  return `${href(`scenarios/${scenario.id}`)}#${await encode(link)}`;
}

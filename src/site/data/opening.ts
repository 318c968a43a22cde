/** What the first page is made of besides its runs: the eras in a few words, their check, the crash as a link, and what the explorer found. */
import { type Era, lineage } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { href } from "../../engine/links/href.ts";
import { must } from "../../engine/must.ts";
import { verify } from "../../engine/verify/verify.ts";
import { hashOf } from "../../views/links/hash.ts";
import type { EraWords, OpeningProps } from "../../views/opening/props.ts";
import { CHECK, justBefore, KERNEL, letGo, SCENARIO, WORST } from "../../views/opening/runs.ts";
import { triedIn } from "../../views/opening/tried.ts";
import { eraTextOf } from "./eras.ts";
import { scenarioNamed } from "./scenarios.ts";

const MODELS = import.meta.glob<string>("../../../models/*/{isolate,balloon_compaction}.ts", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const WAYS = [
  { to: href("before-you-start"), text: "Read: start from the first word" },
  { to: href("scenarios"), text: "Run: scenarios in three eras" },
  { to: href("onboarding"), text: "Review: get ready for a patch" },
  { to: href("game"), text: "Play: a game of races" },
];

export async function openingProps(): Promise<OpeningProps> {
  const scenario = scenarioNamed(SCENARIO);
  const asked = { scenario, check: "out" } as const;
  const step = justBefore(asked, WORST).choices.length;
  const { choices } = letGo(asked, WORST);
  const selection = { scenario, kernels: [KERNEL], without: [CHECK], choices, step };
  return {
    scenario,
    eras: ERAS.map(wordsOf),
    player: `${href(`scenarios/${SCENARIO}`)}#${await hashOf(selection, null)}`,
  };
}

/** For the page that runs nothing. */
export function triedOrders() {
  const era = must(
    ERAS.find(({ id }) => id === KERNEL),
    KERNEL,
  );
  return triedIn(verify(scenarioNamed(SCENARIO), era, era.releases[0]));
}

function wordsOf(era: Era): EraWords {
  const { kernels, short } = eraTextOf(era);
  const { words } = era.mark;
  return {
    id: era.id as EraWords["id"],
    year: era.month.slice(0, 4),
    kernels,
    // Where the mark is no pointer, the driver keeps a word of its own for that.
    words: words.includes("mapping") ? ["mapping"] : [...words.filter((name) => name !== "flags"), "private"],
    code: checkOf(era),
    asks: short.asks,
  };
}

/** The line of the era's own code that asks, without the switch that can take it out. */
function checkOf(era: Era): string {
  const texts = lineage(era).flatMap((id) =>
    ["isolate", "balloon_compaction"].map((file) => MODELS[`../../../models/${id}/${file}.ts`] ?? ""),
  );
  const lines = texts.flatMap((text) => text.split("\n"));
  const at = lines.findIndex((line) => line.includes(`k.guard("${CHECK}")`));
  const line = must(lines[at], `check ${CHECK} of ${era.id}`).trim();
  const leaves = line.endsWith("{") ? lines.slice(at).find((each) => each.includes("return ")) : line;
  const [condition] = /\(k\.guard\("[^"]+"\) && (.*?)\)( return|\s*\{)/.exec(line)?.slice(1) ?? [];
  const result = /return (?:yield\* )?(.*)$/.exec(leaves ?? "")?.[1];
  return `if (${condition?.replace(/(\w+)\.addr === 0/, "!$1")})\n    return ${result}`;
}

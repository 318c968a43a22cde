/** What the first page is made of besides its runs: the eras in a few words, their check, the crash as a link, and what the explorer found. */
import type { Era } from "../../../models/era.ts";
import { ERAS } from "../../../models/index.ts";
import { besideOthers } from "../../engine/compare/beside.ts";
import { href } from "../../engine/links/href.ts";
import { must } from "../../engine/must.ts";
import { verify } from "../../engine/verify/verify.ts";
import { textOf } from "../../knowledge/c/views.ts";
import { hashOf } from "../../views/links/hash.ts";
import type { EraWords, OpeningProps } from "../../views/opening/props.ts";
import { CHECK, justBefore, KERNEL, letGo, SCENARIO, WORST } from "../../views/opening/runs.ts";
import { triedIn } from "../../views/opening/tried.ts";
import { viewsOf } from "../weave/c_views.ts";
import { dedented } from "../weave/common.ts";
import { isCode, tokens } from "../weave/highlight.ts";
import { eraTextOf } from "./eras.ts";
import { modelFiles } from "./model_files.ts";
import { scenarioNamed } from "./scenarios.ts";

/** Where a balloon's page is asked about; zsmalloc asks too. */
const WHERE = /\/(isolate|balloon_compaction)\.ts$/;

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
  const selection = besideOthers(KERNEL, { scenario, without: [CHECK], choices, step });
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
    id: era.id,
    year: era.month.slice(0, 4),
    kernels,
    // Where the mark is no pointer, the driver keeps a word of its own for that.
    words: words.includes("mapping") ? ["mapping"] : [...words.filter((name) => name !== "flags"), "private"],
    code: checkOf(era),
    asks: short.asks,
  };
}

/** The lines of the era's own code that ask, in both languages: what is gone from its C without the check, and the TypeScript of these lines. */
function checkOf({ id, releases }: Era): EraWords["code"] {
  const askers = viewsOf(modelFiles).asking(`${id}@${releases[0].id}`, CHECK);
  const { file, lines, without } = must(
    askers.find(({ file }) => WHERE.test(file)),
    `check ${CHECK} of ${id}`,
  );
  const gone = without[CHECK] ?? [];
  const coloured = tokens(textOf(lines), "c");
  const code = lines.filter((_, at) => isCode(coloured[at]) && gone.some(({ from, to }) => from <= at && at < to));
  const places = code.flatMap(({ ts }) => ts ?? []);
  const source = must(modelFiles[file], file)
    .split("\n")
    .slice(Math.min(...places) - 1);
  const last = Math.max(...places) - Math.min(...places);
  // A line of C knows where its code begins, so the brace that closes the block is missing.
  const more = source[0]?.endsWith("{") && source[last + 1]?.trim() === "}" ? 2 : 1;
  return {
    c: shown(textOf(code).replaceAll("\t", "    ").split("\n")),
    typescript: shown(source.slice(0, last + more)),
  };
}

function shown(lines: readonly string[]): string {
  return dedented(lines.map((text, number) => ({ number, text })))
    .map(({ text }) => text)
    .join("\n");
}

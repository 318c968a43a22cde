/** The first two scenes: the huge page does not fit, and what it takes to make room. */
import type { VNode } from "preact";
import { Lanes } from "../lanes/Lanes.tsx";
import { inWords, runsOfFree, usesAt, WANTED } from "./memory.ts";
import { rowsOf } from "./rows.ts";
import { atRest, moverAlone, wordsAfter } from "./runs.ts";
import type { Scene, Story } from "./scene.ts";
import { Word } from "./Word.tsx";

export function doesNotFit({ scenario }: Story): Scene {
  const uses = usesAt(atRest(scenario));
  const runs = runsOfFree(uses);
  const free = inWords(runs.flat().length);
  return {
    uses,
    note: (
      <>
        A huge page needs four in a row. <strong>Page 5 is in the way.</strong>
      </>
    ),
    heading: `${free[0]?.toUpperCase()}${free.slice(1)} pages are free, and still no huge page fits`,
    words: (
      <>
        <p>
          Linux hands out memory in <dfn>pages</dfn> of 4096 bytes. A <dfn>huge page</dfn> is many of them in one piece:
          512 on a PC, four on this small machine, and the first one’s number is a multiple of four. Big programs run
          faster on huge pages, because the CPU has far fewer addresses to look up.
        </p>
        <p>
          The only place left is around page 5, and that one isn’t the kernel’s to move. It’s in a <dfn>balloon</dfn>: a
          driver of this virtual machine has lent it to the computer below, the host, and only the driver can tell the
          host to give it back. So the kernel has to ask.
        </p>
      </>
    ),
    action: "Ask the balloon to move it",
    panels: [
      {
        name: "Free and wanted",
        content: (
          <div class="opening-runs">
            <p>
              <b>Free:</b> {free} pages, never more than {inWords(Math.max(...runs.map(({ length }) => length)))} in a
              row
            </p>
            <Runs runs={runs} />
            <p>
              <b>Wanted:</b> {inWords(WANTED.length)} in a row
            </p>
            <Runs runs={[WANTED]} wanted />
          </div>
        ),
      },
    ],
  };
}

function Runs({ runs, wanted = false }: { runs: readonly (readonly number[])[]; wanted?: boolean }): VNode {
  return (
    <p class={wanted ? "opening-run opening-wanted" : "opening-run"}>
      {runs.map((run) => (
        <span key={run[0]}>
          {run.map((pfn) => (
            <i key={pfn}>{pfn}</i>
          ))}
        </span>
      ))}
    </p>
  );
}

export function moved({ scenario }: Story): Scene {
  const walk = moverAlone({ scenario, check: "in" });
  const uses = usesAt(walk);
  const to = uses.indexOf("balloon");
  const before = wordsAfter(walk, 0);
  const rows = rowsOf(walk).map((row) => ({ ...row, lane: 0 }));
  return {
    uses,
    moved: to,
    note: <>Pages 4 to 7 are one huge page now. The balloon has page {to} instead.</>,
    heading: "It moved, because one word said whom to ask",
    words: (
      <>
        <p>
          For every page the kernel keeps a small record, <code>struct page</code>. One word of it, <code>mapping</code>
          , answers two questions. Its last two bits say <b>this page can be moved</b>; the rest says <b>whom to ask</b>
          , since it’s the address of the balloon’s functions.
        </p>
        <p>
          It took {walk.trace.steps.length} steps, and you see the ones that matter. A <dfn>reference</dfn> keeps the
          page from being freed, and the <dfn>page lock</dfn> keeps its owner from changing. This is Linux 6.16; you’ll
          see how two other kernels do it.
        </p>
      </>
    ),
    action: "Now be the other CPU",
    era: walk.trace.era,
    panels: [
      {
        name: "Steps",
        content: (
          <Lanes label="What it took" lanes={[{ title: "the mover", note: "the kernel, making room" }]} rows={rows} />
        ),
      },
      {
        name: "The word",
        content: (
          <>
            <p class="opening-what">What the kernel kept about page 5:</p>
            <Word name="mapping" value={before.get("mapping") ?? ""} marks>
              Bits 10: it can be moved. The rest: the balloon’s functions, which set a page aside, move it, and take it
              back.
            </Word>
            <Word name="private" value={before.get("private") ?? ""}>
              Which balloon it is.
            </Word>
          </>
        ),
      },
    ],
  };
}

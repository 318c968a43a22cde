/** The three scenes of the race: the reader, as the balloon, picks the moment; the run says what comes of it; and the check is put back. */
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { Walk } from "../../engine/walk/walk.ts";
import { type LaneRow, Lanes } from "../lanes/Lanes.tsx";
import { Check } from "./Check.tsx";
import { usesAt } from "./memory.ts";
import { type Row, rowsOf, turnOf } from "./rows.ts";
import { justBefore, letGo, MOMENTS, moverAlone, WORST, wordsAfter } from "./runs.ts";
import type { Scene, Story } from "./scene.ts";
import { TriedOrders } from "./TriedOrders.tsx";
import { Word } from "./Word.tsx";

const YOUR_TURN = 2;
const LANES = [
  { title: "the mover", note: "one CPU" },
  { title: "you, the balloon", note: "another CPU" },
];

export function yourTurn(story: Story): Scene {
  const { scenario, moment } = story;
  const now = justBefore({ scenario, check: "out" }, moment);
  return {
    uses: usesAt(now),
    note: <>The same memory, a moment before the move.</>,
    heading: "You’re the balloon now, and you want page 5 back",
    words: (
      <>
        <p>
          The host has memory to spare, so you’re taking page 5 back and letting go of it. But the <dfn>mover</dfn> is
          at work on another CPU. It has a reference to page 5, it has read the two bits, and it is about to take the
          page lock. Until it has that, nothing stops you.
        </p>
        <p>When do you let go? The worst moment is chosen{story.choose && ", but you can try any other"}.</p>
      </>
    ),
    action: "Let go of page 5",
    era: now.trace.era,
    panels: [
      { name: "Moments", content: <Moments {...story} /> },
      {
        name: "The word",
        content: (
          <Word name="mapping" value={wordsAfter(now).get("mapping") ?? ""} marks>
            What the mover has just read, or is about to: the two bits say yes.
          </Word>
        ),
      },
    ],
  };
}

/** What the mover is going to do, with a place to let go between any two of its steps. */
function Moments({ scenario, moment, choose }: Story): VNode {
  const name = useId();
  const walk = moverAlone({ scenario, check: "out" });
  const now = justBefore({ scenario, check: "out" }, moment).trace.steps.length;
  const stepOf = ({ step }: Row) => walk.trace.steps[step]?.step;
  const all = rowsOf(walk);
  const plan = all.slice(0, all.findIndex((row) => stepOf(row) === MOMENTS.at(-1)) + 1);
  const rows = plan.flatMap((row, at): LaneRow[] => {
    const here = MOMENTS.find((each) => each === stepOf(row));
    const told: LaneRow = { ...row, ...(row.step >= now && { tone: "later" }) };
    if (here === undefined || (choose === undefined && here !== moment)) return [told];
    const after = plan[at - 1]?.text;
    const words = `let go here${here === WORST ? " (worst)" : ""}`;
    const text = choose ? (
      <label>
        <input type="radio" name={name} checked={here === moment} onChange={() => choose(here)} />
        {words}
        <span class="sr-only">, {after === undefined ? "before anything" : `after: ${after}`}</span>
      </label>
    ) : (
      words
    );
    return [{ lane: 1, text, tone: "ask" }, told];
  });
  return (
    <fieldset class="opening-moments">
      <legend class="sr-only">When do you let go of page 5?</legend>
      <Lanes label="What the mover does, and where you can let go" lanes={LANES} rows={rows} />
    </fieldset>
  );
}

export function outcome(story: Story): Scene {
  const { scenario, moment } = story;
  const walk = letGo({ scenario, check: "out" }, moment);
  return walk.verdict?.kind === "ok" ? harmless(walk) : crash(story, walk);
}

function crash({ eras }: Story, walk: Walk): Scene {
  const era = eras.find(({ id }) => id === walk.trace.era);
  return {
    uses: usesAt(walk),
    note: <>Page 5 is nobody’s, and not free yet.</>,
    heading: "Crash: the mover looked for your functions and found none",
    tone: "bad",
    words: (
      <>
        <p>
          You cleared the address and left the two bits alone. Balloons do: until the page is free, the bits say what
          kind of page it is, not whether somebody still owns it. The mover went by the bits, took the lock, and
          followed an address that was no longer there.
        </p>
        <p>The real kernel doesn’t fall for this. One check was missing here:</p>
        {era && <Check code={era.code} out />}
      </>
    ),
    action: "Put the check back",
    ...told(walk),
  };
}

function harmless(walk: Walk): Scene {
  const [got] = (walk.trace.end.results.balloon ?? []) as number[][];
  const isYours = got?.includes(5) === true;
  return {
    uses: usesAt(walk),
    note: <>Pages 4 to 7: one huge page.</>,
    heading: "Nothing happened. That moment does no harm",
    tone: "good",
    words: isYours ? (
      <p>
        You were done before the mover looked. It found page 5 free, like its neighbours, and had nobody to ask. Most
        moments are like this, which is what makes the bad ones hard to find.
      </p>
    ) : (
      <p>
        You came too late. The mover had page 5 by then, so you left it where it was, and the mover had you take another
        page instead. Most moments are like this, which is what makes the bad ones hard to find.
      </p>
    ),
    action: "Try a worse moment",
    leads: YOUR_TURN,
    ...told(walk),
  };
}

export function checked(story: Story): Scene {
  const { scenario, moment, eras } = story;
  const walk = letGo({ scenario, check: "in" }, moment);
  const era = eras.find(({ id }) => id === walk.trace.era);
  return {
    uses: usesAt(walk),
    note: <>Pages 4 to 7: one huge page after all.</>,
    heading: "It holds: the mover asks again, and leaves",
    tone: "good",
    words: (
      <>
        <p>
          The same order, the same bad moment. But now the mover asks a second time, once it has the lock and nobody can
          change the answer. Bits set, address gone: no owner. So it leaves. Its reference was the last one, which frees
          page 5, and the huge page fits.
        </p>
        {era && <Check code={era.code} />}
        <TriedOrders scenario={scenario} {...(story.tried && { known: story.tried })} />
      </>
    ),
    action: "See this check in three kernels",
    ...told(walk),
  };
}

/** The run, and the word that decided it. */
function told(walk: Walk): Pick<Scene, "era" | "panels"> {
  const rows = rowsOf(walk);
  const turn = turnOf(walk, rows);
  const toned = rows.map((row, at) =>
    at === turn?.to && row.tone === undefined ? { ...row, tone: "good" as const } : row,
  );
  const failed = walk.verdict !== null && walk.verdict.kind !== "ok";
  const steps = turn === null ? undefined : rows[turn.to]?.step;
  const word = (
    <>
      <Word name="mapping" value={wordsAfter(walk, steps).get("mapping") ?? ""} marks bad={failed}>
        {failed
          ? "The bits still say that it can be moved. The address is gone."
          : "What the second look sees: a word that is exactly 2, bits set and address gone."}
      </Word>
      {failed && (
        <p class="opening-kernel">
          The kernel stops with
          <code>{walk.verdict?.message}</code>
        </p>
      )}
    </>
  );
  const run = <Lanes label="What happened" lanes={LANES} rows={toned} arrow={turn} />;
  return {
    era: walk.trace.era,
    panels: [{ name: "Steps", content: run }, ...(turn === null ? [] : [{ name: "The word", content: word }])],
  };
}

/** The last scene: the same check in every era, what it reads, and what happens without it, in the order that crashed. */
import type { VNode } from "preact";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { Check } from "./Check.tsx";
import { usesAt } from "./memory.ts";
import type { EraWords } from "./props.ts";
import { letGo, lettingGo, moverAlone, WORST } from "./runs.ts";
import type { Scene, Story } from "./scene.ts";
import { Word } from "./Word.tsx";

export function inEachEra({ scenario, eras, player }: Story): Scene {
  return {
    uses: usesAt(moverAlone({ scenario, check: "in" })),
    note: <>Pages 4 to 7: one huge page, in every one of them.</>,
    heading: "One question, asked in three ways: does this page still have an owner?",
    words: null,
    leave: { to: player, text: "Step through it yourself" },
    panels: eras.map((era) => ({ name: `${era.id} (${era.year})`, content: <Era scenario={scenario} {...era} /> })),
  };
}

function Era({ scenario, id, year, kernels, words, code, asks }: EraWords & { scenario: Scenario }): VNode {
  const asked = { scenario, kernel: id, check: "out" } as const;
  const page = lettingGo(asked, WORST);
  const { verdict } = letGo(asked, WORST);
  return (
    <section class="opening-era" data-era={id} aria-label={`${id} (${year})`}>
      <h3>
        <b>{id}</b> ({year}) <small>{kernels}</small>
      </h3>
      <p class="opening-what">What page 5 says once the balloon has let go:</p>
      <div class="opening-words">
        {words.map((name) => (
          <Word key={name} name={name} value={page.get(name) ?? ""} marks={name !== "private"} />
        ))}
      </div>
      <Check code={code} />
      <p>{asks}</p>
      <p class="opening-without">
        Without it: <code>{verdict?.message}</code>
      </p>
    </section>
  );
}

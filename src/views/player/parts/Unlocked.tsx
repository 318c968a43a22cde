/** What the step reaches with no lock that keeps the others away, and whom it meets there: each side points at the other. */
import type { VNode } from "preact";
import { href } from "../../../engine/links/href.ts";
import { must } from "../../../engine/must.ts";
import type { Bare } from "../../../engine/races/bare.ts";
import { the, wordText } from "../../../engine/why/names.ts";
import type { Asked } from "../../away/useAway.ts";
import type { Scene } from "../scene.ts";
import { bareAt } from "../useBare.ts";
import { useOpened } from "../useOpened.ts";
import { StepLink } from "./StepLink.tsx";

interface Props {
  scene: Scene;
  bare: Asked<Bare[]> | null;
  /** The reader wants to know, or not any more. */
  want: (isWanted: boolean) => void;
  go: (step: number) => void;
}

export function Unlocked({ scene, bare, want, go }: Props): VNode {
  const opened = useOpened<HTMLDetailsElement>(want);
  return (
    <details class="unlocked" open={bare !== null} {...opened}>
      <summary>Without a lock</summary>
      {bare !== null && <Found {...{ scene, bare, go }} />}
    </details>
  );
}

function Found({ scene, bare, go }: Omit<Props, "bare" | "want"> & { bare: Asked<Bare[]> }): VNode {
  if (bare.failed !== null) return <p>It could not be found out: {bare.failed}.</p>;
  if (bare.answer === null || bare.pending) return <p aria-live="polite">Watching the run once more …</p>;
  const at = scene.moment.taken - 1;
  const here = scene.moment.step === null ? [] : bareAt(bare.answer, at);
  const steps = [...new Set(bare.answer.map(({ late }) => late.at))];
  return (
    <>
      {here.length === 0 ? (
        <p>This step meets nobody: what it reaches is its own, or a lock keeps the others away.</p>
      ) : (
        <ul>
          {here.map((each) => (
            <Met key={JSON.stringify(each)} {...{ scene, go, at }} bare={each} />
          ))}
        </ul>
      )}
      {steps.length > 0 && (
        <p>
          In this run two accesses meet in{" "}
          {steps.map((each, index) => (
            <span key={each}>
              {index > 0 && ", "}
              <StepLink {...{ scene, go }} at={each} />
            </span>
          ))}
          . What each may see, and what asks again, is in the{" "}
          <a href={href("lockless")}>table of reads without a lock</a>.
        </p>
      )}
    </>
  );
}

function Met({ scene, bare, at, go }: Pick<Props, "scene" | "go"> & { bare: Bare; at: number }): VNode {
  const { word, early, late, isPlain } = bare;
  const [own, other] = late.at === at ? [late, early] : [early, late];
  const actor = must(scene.column.trace.steps[other.at], "such step").actor;
  return (
    <li>
      {did(own.how)} {wordText(word)} in <code>{own.where}()</code>. {did(other.how)} by {the(actor)} in{" "}
      <StepLink {...{ scene, go }} at={other.at} />, in <code>{other.where}()</code>.
      {isPlain && " One of the two is a plain access, which C calls a data race."}
    </li>
  );
}

const DID: Readonly<Record<string, string>> = {
  read: "Read",
  write: "Written",
  "read-write": "Changed",
  kfree: "Freed",
};

function did(how: string): string {
  return DID[how.replace(/ \((?:marked|data_race)\)/, "")] ?? how;
}

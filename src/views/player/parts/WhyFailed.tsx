/** Why the run failed: the check, what it read, who had changed that after whose look, and what each guard that is out would have met. */
import type { VNode } from "preact";
import type { GuardName } from "../../../../models/guards.ts";
import { askedPieces } from "../../../engine/why/asked_text.ts";
import type { Crossing } from "../../../engine/why/crossings.ts";
import { failureOf } from "../../../engine/why/failure.ts";
import { lastWrite } from "../../../engine/why/history.ts";
import { did, didAll, The, the, valueText, wordText } from "../../../engine/why/names.ts";
import type { Scene } from "../scene.ts";
import { useAsked } from "../useAsked.ts";
import { StepLink } from "./StepLink.tsx";

interface Props {
  scene: Scene;
  go: (step: number) => void;
}

export function WhyFailed({ scene, go }: Props): VNode | null {
  const { trace } = scene.column;
  const failure = failureOf(trace);
  if (failure === null) return null;
  const { fn, line, crossing, broke } = failure;
  const step = failure.at === null ? undefined : trace.steps[failure.at];
  return (
    <>
      <h3>Why it failed</h3>
      <p>
        <code>{line}</code>
        {fn !== null && (
          <>
            {" "}
            in <code>{fn}()</code>
          </>
        )}
        {step && `, run by ${the(step.actor)}`}. {crossing && <Cause {...{ scene, go, crossing }} />}
        {step &&
          broke.length > 0 &&
          ` It was first broken after this step, in which ${the(step.actor)} has ${didAll(broke)}.`}
      </p>
      {(trace.without as GuardName[]).map((guard) => (
        <Guard key={guard} guard={guard} scene={scene} go={go} />
      ))}
    </>
  );
}

function Cause({ scene, go, crossing }: Props & { crossing: Crossing }): VNode | null {
  const { trace } = scene.column;
  const { word, look, change, at, after } = crossing;
  const written = lastWrite(trace, word, change + 1);
  const reader = trace.steps[at]?.actor;
  if (written === null || reader === undefined) return null;
  return (
    <>
      It read {wordText(word)}: <code>{valueText(word, after)}</code>. {The(written.step.actor)} had{" "}
      {did(written.write)} in <StepLink {...{ scene, go }} at={change} />
      {look !== null && (
        <>
          , after {the(reader)} had looked in <StepLink {...{ scene, go }} at={look} />
        </>
      )}
      .
    </>
  );
}

function Guard({ guard, scene, go }: Props & { guard: GuardName }): VNode | null {
  const asked = useAsked(scene, guard);
  if (asked === null) return null;
  const others = scene.column.trace.without.filter((each) => each !== guard);
  return (
    <p>
      With <code>{guard}</code> in place, <StepLink {...{ scene, go }} at={asked.at} />
      {askedPieces(asked, others).map((piece, at) =>
        typeof piece === "string" ? piece : <code key={at}>{piece.code}</code>,
      )}
    </p>
  );
}

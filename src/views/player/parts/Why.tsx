/** Why a value is what it is, in a fixed place: who wrote it, when, from which line; without a question, why the run failed, or what the step met. */
import type { VNode } from "preact";
import { crossingsAt } from "../../../engine/why/crossings.ts";
import { apart, lastWrite, valueAfter, writesOf } from "../../../engine/why/history.ts";
import { did, The, the, valueText, wordText } from "../../../engine/why/names.ts";
import type { Asking } from "../asking.ts";
import type { Scene } from "../scene.ts";
import { useCode } from "../useSource.ts";
import { StepLink } from "./StepLink.tsx";
import { WhyFailed } from "./WhyFailed.tsx";
import "./why.css";

interface Props {
  scene: Scene;
  asking: Asking;
  go: (step: number) => void;
}

export function Why({ scene, asking, go }: Props): VNode {
  return (
    <div class="why" aria-live="polite">
      {asking.word !== null ? (
        <WhoWrote {...{ scene, asking, go }} word={asking.word} />
      ) : scene.isEnd && scene.column.trace.verdict.kind !== "ok" ? (
        <WhyFailed scene={scene} go={go} />
      ) : (
        <Met {...{ scene, go }} />
      )}
    </div>
  );
}

function WhoWrote({ scene, asking, word, go }: Props & { word: string }): VNode {
  const { trace } = scene.column;
  const { taken } = scene.moment;
  const writes = writesOf(trace, word).filter(({ at }) => at < taken);
  const [, field] = apart(word);
  const written = writes.at(-1 - asking.back) ?? null;
  const value = written?.write.after ?? valueAfter(trace, word, 0) ?? "what it is";
  const code = useCode(trace, written?.step ?? null, null);
  const line = code?.lines[code.current];
  return (
    <>
      <h3>
        {asking.back === 0 || written === null ? "Why is" : "Before that, why was"} <code>{field || word}</code>{" "}
        {valueText(word, value)}?
      </h3>
      {written === null ? (
        <p>
          {writes.length === 0 ? "Nobody has written it in this run so far" : "Before that nobody wrote it in this run"}
          : it was so when the run began.
        </p>
      ) : (
        <p>
          {The(written.step.actor)} wrote it in <StepLink {...{ scene, go }} at={written.at} />
          {written.step.stack.length > 0 && (
            <>
              , in <code>{written.step.stack.at(-1)}()</code>
            </>
          )}
          . Before, it was <code>{written.write.before}</code>.
        </p>
      )}
      {line && (
        <pre>
          <code>
            {line.tokens
              .map(([text]) => text)
              .join("")
              .trim()}
          </code>
        </pre>
      )}
      {written !== null && (
        <button type="button" onClick={() => asking.ask(word)}>
          And before that?
        </button>
      )}
    </>
  );
}

/** What the step read that somebody else had changed. */
function Met({ scene, go }: Omit<Props, "asking">): VNode {
  const { trace } = scene.column;
  const { taken, step } = scene.moment;
  const [crossing] = step === null ? [] : crossingsAt(trace, taken - 1);
  const written = crossing && lastWrite(trace, crossing.word, crossing.change + 1);
  if (!step || !crossing || !written)
    return (
      <>
        <h3>Why?</h3>
        <p>Click a value above to see who wrote it, when, and from which line. Click again for the write before.</p>
      </>
    );
  return (
    <>
      <h3>What {the(step.actor)} met</h3>
      <p>
        It read {wordText(crossing.word)}: <code>{valueText(crossing.word, crossing.after)}</code>.{" "}
        {The(written.step.actor)} had {did(written.write)} in <StepLink {...{ scene, go }} at={crossing.change} />
        {crossing.look === null ? (
          "."
        ) : (
          <>
            , after {the(step.actor)} had looked in <StepLink {...{ scene, go }} at={crossing.look} />.
          </>
        )}
      </p>
    </>
  );
}

/** The step, once its questions are answered. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

export function Shown({ what, onNext, onWatch }: { what: string; onNext: () => void; onWatch: () => void }): VNode {
  const next = useRef<HTMLButtonElement>(null);
  // The button that was pressed to come here is gone.
  useEffect(() => next.current?.focus(), []);
  return (
    <>
      <p class="race-verdict" aria-live="polite">
        {what}
      </p>
      <div class="race-controls">
        <button ref={next} type="button" class="race-main" onClick={onNext}>
          Next step
        </button>
        <button type="button" onClick={onWatch}>
          See it in the player
        </button>
      </div>
    </>
  );
}

/** In the place of what a worker has not said yet, or will not say. */
import type { VNode } from "preact";
import type { Asked } from "./useAway.ts";

export function Waiting({ asked: { pending, failed, cancel } }: { asked: Asked<unknown> }): VNode | null {
  if (failed !== null) return <p class="race-verdict">This cannot be shown: {failed}.</p>;
  if (!pending) return null;
  return (
    <p class="race-controls" role="status">
      <span>Running it, away from the page …</span>
      <button type="button" onClick={cancel}>
        Cancel
      </button>
    </p>
  );
}

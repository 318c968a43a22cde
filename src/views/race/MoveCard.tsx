/** One actor: what it would do if it were chosen now, or why it cannot be. */
import type { VNode } from "preact";
import { stepText } from "../../../models/steps_without.ts";
import { changesIn } from "../../engine/trace/text.ts";
import type { Move } from "../../engine/walk/moves.ts";
import { waitText } from "../../engine/walk/words.ts";

/** More words than these tell a reader nothing. */
const MOST = 6;
/** Links of lists, and what belongs to tasks: their stacks, and whether they sleep. */
const KEEPING = /^task |[ .](next|prev)$/;

interface Props {
  move: Move;
  over: boolean;
  /** Guards that are out. */
  without: readonly string[];
  onChoose: () => void;
}

export function MoveCard({ move, over, without, onChoose }: Props): VNode {
  const { actor, number, step, within, waits, would } = move;
  const changes = would ? changesIn(would) : [];
  const told = would?.reads.filter((word) => !KEEPING.test(word)) ?? [];
  const reads = told.slice(0, MOST);
  const more = told.length - reads.length;
  return (
    <li class={would ? "race-move" : "race-move race-blocked"}>
      <button type="button" aria-disabled={would === null} onClick={onChoose}>
        <span class="race-number">{number + 1}</span> {actor}
        {step !== null && <code>{step}</code>}
      </button>
      {step === null ? (
        <p>is done</p>
      ) : (
        <>
          <p>
            {stepText(step, without)}
            {within !== null && (
              <>
                {" "}
                – in <code>{within}()</code>
              </>
            )}
          </p>
          {waits !== null && <p class="race-waits">{waitText(waits)}</p>}
          {waits === null && over && <p class="race-waits">The run is over.</p>}
        </>
      )}
      {would && (
        <dl>
          <dt>would change</dt>
          <dd>{changes.length === 0 ? "nothing" : changes.map((change) => <code key={change}>{change}</code>)}</dd>
          {reads.length > 0 && (
            <>
              <dt>would look at</dt>
              <dd>
                {reads.map((read) => (
                  <code key={read}>{read}</code>
                ))}
                {more > 0 && `and ${more} more`}
              </dd>
            </>
          )}
        </dl>
      )}
    </li>
  );
}

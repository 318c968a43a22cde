/** The step buttons, where in the run the reader is, the differences between the eras, and which kernel is in view. */
import type { ComponentChildren, VNode } from "preact";
import type { Action, Goal } from "../keys.ts";
import { type Autoplay, SPEEDS } from "../useAutoplay.ts";
import "./controls.css";

interface Props {
  /** Of the kernel in view. */
  position: number;
  count: number;
  /** Where each action leads; null where it leads nowhere. */
  targets: Readonly<Record<Goal, number | null>>;
  act: (action: Action) => void;
  /** To the step of this number; null: only back. */
  seek: ((position: number) => void) | null;
  autoplay: Autoplay | null;
  children: ComponentChildren;
}

export function Controls({ position, count, targets, act, seek, autoplay, children }: Props): VNode {
  // A button that is disabled loses the focus, and with it the keys.
  const button = (action: Goal, name: string, text: string) => (
    <button
      type="button"
      class={action.replace(" ", "-")}
      aria-disabled={targets[action] === null}
      aria-label={name}
      title={name}
      onClick={() => act(action)}
    >
      <span aria-hidden="true">{text}</span>
    </button>
  );
  return (
    <section class="controls" aria-label="Controls">
      <fieldset class="group" aria-label="Steps">
        {button("first", "To the start", "|◀")}
        {button("back", "Back", "◀")}
        {button("forward", "Forward", "▶")}
        {button("last", "To the end", "▶|")}
      </fieldset>
      {seek === null ? (
        <p class="slider">
          {position} {position === 1 ? "step" : "steps"} so far
        </p>
      ) : (
        <label class="slider">
          <span>
            Step {position} of {count}
          </span>
          <input
            type="range"
            min={0}
            max={count}
            value={position}
            onInput={(event) => seek(event.currentTarget.valueAsNumber)}
          />
        </label>
      )}
      {autoplay && (
        <fieldset class="group play" aria-label="Autoplay">
          <button type="button" onClick={() => act("play")}>
            {autoplay.playing ? "Pause" : "Play"}
          </button>
          <label>
            <span class="sr-only">Speed</span>
            <select value={autoplay.speed} onChange={(event) => autoplay.setSpeed(Number(event.currentTarget.value))}>
              {SPEEDS.map((speed) => (
                <option key={speed} value={speed}>
                  {speed} a second
                </option>
              ))}
            </select>
          </label>
        </fieldset>
      )}
      <fieldset class="group differences" aria-label="Differences between the eras">
        {button("previous difference", "Previous difference", "◀ ≠")}
        {button("next difference", "Next difference", "≠ ▶")}
      </fieldset>
      {children}
      <button type="button" class="keys-button" onClick={() => act("help")}>
        Keys
      </button>
    </section>
  );
}

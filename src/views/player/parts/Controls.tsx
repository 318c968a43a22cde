/** Buttons, the slider, the word to follow and the speed. */
import type { VNode } from "preact";
import type { Action } from "../keys.ts";
import { type Autoplay, SPEEDS } from "../useAutoplay.ts";

interface Props {
  step: number;
  count: number;
  /** Where each action leads; null where it leads nowhere. */
  targets: Readonly<Record<Exclude<Action, "play" | "help">, number | null>>;
  act: (action: Action) => void;
  go: (step: number) => void;
  word: string | null;
  words: readonly string[];
  setWord: (word: string) => void;
  autoplay: Autoplay;
}

export function Controls({ step, count, targets, act, go, word, words, setWord, autoplay }: Props): VNode {
  // A button that is disabled loses the focus, and with it the keys.
  const button = (action: keyof typeof targets, name: string, text: string) => (
    <button
      type="button"
      aria-disabled={targets[action] === null}
      aria-label={name}
      title={name}
      onClick={() => act(action)}
    >
      <span aria-hidden="true">{text}</span>
    </button>
  );
  return (
    <div class="controls">
      <fieldset class="group" aria-label="Steps">
        {button("first", "To the start", "|◀")}
        {button("back", "Back", "◀")}
        {button("forward", "Forward", "▶")}
        {button("last", "To the end", "▶|")}
      </fieldset>
      <label class="slider">
        <span>
          Step {step} of {count}
        </span>
        <input
          type="range"
          min={0}
          max={count}
          value={step}
          onInput={(event) => go(event.currentTarget.valueAsNumber)}
        />
      </label>
      <fieldset class="group" aria-label="Autoplay">
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
      <fieldset class="group" aria-label="Differences between the eras">
        {button("previous difference", "Previous difference", "◀ ≠")}
        {button("next difference", "Next difference", "≠ ▶")}
      </fieldset>
      <fieldset class="group" aria-label="Changes of a word">
        <label>
          <span class="sr-only">Word to follow</span>
          <select value={word ?? ""} onChange={(event) => setWord(event.currentTarget.value)}>
            {words.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        {button("previous change", "Previous change of the word", "◀")}
        {button("next change", "Next change of the word", "▶")}
      </fieldset>
      <button type="button" onClick={() => act("help")}>
        Keys
      </button>
    </div>
  );
}

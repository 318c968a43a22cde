/** The text of a scenario, to be changed. The text is the editor's own; `given` replaces it when it is another object. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../../engine/scenario/problem.ts";
import { createYamlEditor, type Handle } from "./prism.ts";

interface Props {
  given: { text: string };
  problems: readonly Problem[];
  onChange: (text: string) => void;
}

export function Editor({ given, problems, onChange }: Props): VNode {
  const place = useRef<HTMLDivElement>(null);
  const handle = useRef<Handle>(null);
  const shown = useRef(given);
  // The editor is made once, and calls whoever is there now.
  const changed = useRef(onChange);
  changed.current = onChange;

  useEffect(() => {
    if (place.current) {
      handle.current = createYamlEditor(place.current, shown.current.text, "editor-keys", (text) =>
        changed.current(text),
      );
    }
  }, []);
  useEffect(() => {
    if (shown.current !== given) handle.current?.setText(given.text);
    shown.current = given;
  }, [given]);
  useEffect(() => handle.current?.showProblems(problems), [problems]);

  return (
    <div class="editor-side">
      <div class="editor" ref={place} />
      <p id="editor-keys" class="hint">
        <kbd>Ctrl</kbd>+<kbd>Space</kbd> says what can stand here. <kbd>Tab</kbd> leaves the editor; <kbd>Ctrl</kbd>+
        <kbd>]</kbd> indents.
      </p>
      <Problems
        problems={problems}
        onGo={(line, column) => handle.current?.goTo(line, column)}
        onReplace={(line, column, word) => handle.current?.replaceWord(line, column, word)}
      />
    </div>
  );
}

function Problems({
  problems,
  onGo,
  onReplace,
}: {
  problems: readonly Problem[];
  onGo: (line: number, column: number) => void;
  onReplace: (line: number, column: number, word: string) => void;
}): VNode {
  return (
    <div class="problems" role="status" aria-label="What is wrong with the scenario">
      {problems.length === 0 ? (
        <p class="fine">Well formed.</p>
      ) : (
        <p>{problems.length === 1 ? "One problem" : `${problems.length} problems`}:</p>
      )}
      <ul>
        {problems.map(({ place, found, expected, cause, action, suggestion }, index) => (
          <li key={index}>
            {place && (
              <button type="button" onClick={() => onGo(place.line, place.column)}>
                line {place.line}, column {place.column}
              </button>
            )}{" "}
            {found}. Expected {expected}. {cause && `${cause}. `}
            {action}{" "}
            {place && suggestion !== undefined && (
              <button type="button" onClick={() => onReplace(place.line, place.column, suggestion)}>
                Write {suggestion}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The stations with how far one has come, and what one can do with that: take it along as a file, bring it back, and forget it. */
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asText, forget, load, MAX_BYTES, type Passed, parse, save } from "./progress.ts";
import "./onboarding.css";

export interface Stop {
  id: string;
  address: string;
  title: string;
  goal: string;
  minutes: number;
  checks: number;
}

export function PathList({ stops }: { stops: readonly Stop[] }): VNode {
  const [passed, setPassed] = useState<Passed>(new Set());
  const [told, setTold] = useState("");
  useEffect(() => {
    const read = load();
    setPassed(read.passed);
    if (read.problem)
      setTold(
        `What this browser has stored of the path cannot be used. ${read.problem} It is left alone until you pass a check or import a file.`,
      );
  }, []);
  const known = new Set(stops.flatMap(({ id, checks }) => Array.from({ length: checks }, (_, at) => `${id}/${at}`)));
  const countOf = ({ id, checks }: Stop) =>
    Array.from({ length: checks }, (_, at) => `${id}/${at}`).filter((key) => passed.has(key)).length;
  const done = stops.filter((stop) => countOf(stop) === stop.checks).length;
  const bring = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = file.size > MAX_BYTES ? null : parse(await file.text());
    if (read === null || read.problem !== null) {
      return setTold(
        `This file cannot be used. ${read?.problem ?? `It has more than ${MAX_BYTES} bytes.`} Nothing has changed.`,
      );
    }
    const now = new Set([...passed, ...[...read.passed].filter((key) => known.has(key))]);
    setPassed(now);
    setTold(
      save(now) ? `Imported: ${now.size - passed.size} checks more.` : "Imported, but this browser cannot store it.",
    );
  };
  return (
    <div class="checks not-content">
      <ol class="stops">
        {stops.map((stop) => {
          const count = countOf(stop);
          return (
            <li key={stop.id} class={count === stop.checks ? "done" : ""}>
              <a href={stop.address}>{stop.title}</a>
              <span class="quiet">
                {" "}
                {stop.minutes} minutes
                {count > 0 && `, ${count === stop.checks ? "passed" : `${count} of ${stop.checks} checks passed`}`}
              </span>
              <p>{stop.goal}</p>
            </li>
          );
        })}
      </ol>
      <div class="kept">
        <p>
          {done} of {stops.length} stations passed. What you passed is kept in this browser only.
        </p>
        <p class="buttons">
          <button type="button" onClick={() => download(asText(passed))}>
            Export
          </button>
          <label class="file">
            Import
            <input
              type="file"
              accept=".json,application/json"
              onChange={async ({ currentTarget }) => {
                await bring(currentTarget.files?.[0]);
                currentTarget.value = "";
              }}
            />
          </label>
          <Reset
            onReset={() => {
              forget();
              setPassed(new Set());
              setTold("All progress is forgotten.");
            }}
          />
        </p>
        <p role="status">{told}</p>
      </div>
    </div>
  );
}

function Reset({ onReset }: { onReset: () => void }): VNode {
  const [asking, setAsking] = useState(false);
  const no = useRef<HTMLButtonElement>(null);
  const reset = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  // The button that was pressed is gone: the focus goes to the harmless one.
  useEffect(() => {
    if (asking) no.current?.focus();
    else if (was.current) reset.current?.focus();
    was.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button ref={reset} type="button" onClick={() => setAsking(true)}>
        Reset
      </button>
    );
  }
  return (
    <fieldset>
      <legend>Forget all that you passed?</legend>
      <button ref={no} type="button" onClick={() => setAsking(false)}>
        Keep it
      </button>{" "}
      <button
        type="button"
        onClick={() => {
          setAsking(false);
          onReset();
        }}
      >
        Forget it
      </button>
    </fieldset>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "movable-eras-path.json";
  link.click();
  URL.revokeObjectURL(url);
}

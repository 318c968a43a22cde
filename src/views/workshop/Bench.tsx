/**
 * Write a scenario, see at once what is wrong with it, run it on the three eras, and step through it. All of it happens in this browser;
 * the texts are read as a stranger's, since links and files are.
 */

import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { MAX_STEPS, type Selection } from "../../engine/compare/session.ts";
import type { Link } from "../../engine/links/link.ts";
import { crowded, onItsMemory } from "../../engine/links/on_its_memory.ts";
import { messageOf } from "../../engine/message.ts";
import { memoryOf } from "../../engine/scenario/on_memory.ts";
import { asReaders } from "../../engine/scenario/readers.ts";
import { REFERENCES } from "../../engine/scenario/runnable.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import { askOnce, startAway } from "../away/away.ts";
import type { Checked } from "../away/check.ts";
import { MAX_TIME } from "../away/limits.ts";
import type { Outcome } from "../away/outcomes.ts";
import { useAway } from "../away/useAway.ts";
import { useRun } from "../away/useRun.ts";
import { linkTo } from "../links/hash.ts";
import { LinkProblems } from "../links/LinkProblems.tsx";
import { Editor } from "./Editor.tsx";
import { download, openFile } from "./files.ts";
import { type Shipped, type Start, textOf } from "./open.ts";
import { Results } from "./Results.tsx";
import { Stepping } from "./Stepping.tsx";
import { type Templates, Toolbar } from "./Toolbar.tsx";
import { useDrop } from "./use_drop.ts";
import { useText } from "./use_text.ts";

/** Milliseconds that a run may take to be stepped through on the page itself. */
const QUICK = 2_000;
const NOWHERE: Link = { version: null, scenario: null, kernels: [], without: [], choices: null, step: 0 };

interface Props {
  start: Start;
  example: string;
  templates: Templates;
  shipped: Shipped;
}

export function Bench({ start, example, templates, shipped }: Props): VNode {
  const text = useText(start);
  const [says, setSays] = useState("");
  const [problems, setProblems] = useState(start.problems);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [ranText, setRanText] = useState<string | null>(null);
  const [how, setHow] = useState("");
  const { run, begin, stop } = useRun(startAway, "run", [], MAX_TIME);
  const look = useAway("check", { text: text.settled, name: text.name }, [text.settled, text.name]);
  const checked = useMemo(() => markedAs(look.answer), [look.answer]);
  const isChecked = !look.pending && look.failed === null && text.settled === text.text;

  /** Of the text as it is at this moment, whether or not the worker has been asked about it. */
  const readNow = async () =>
    isChecked ? checked : markedAs(await askOnce("check", { text: text.text, name: text.name }));

  const runIt = (scenario: Scenario, link: Link) => {
    setRanText(text.text);
    setHow(howOf(link, scenario));
    setSelection(null);
    const kernels = link.kernels.length > 0 ? link.kernels : REFERENCES.map(({ era }) => era.id);
    begin({ scenario, kernels, link }).then((outcomes) => {
      if (outcomes === null || outcomes.every(({ ran }) => !ran)) return;
      if (tooLong(outcomes)) return setSays("Too long to be stepped through here; the terminal can print it.");
      askOnce("select", { link, scenario }).then(
        ({ selection: selected, problems: more }) => {
          setSelection({ ...selected, scenario });
          setProblems((before) => [...before, ...more]);
        },
        (error: Error) => setSays(`It cannot be stepped through here: ${error.message}.`),
      );
    });
  };
  // What a link leads to is run at once: in the worker, which the reader can end.
  const led = useRef(start.link);
  useEffect(() => {
    if (look.answer === null) return;
    const { current: link } = led;
    led.current = null;
    if (link === null || checked.scenario === null) return;
    const crowd = crowded(link, checked.scenario);
    setProblems((before) => [...before, ...crowd]);
    runIt(onItsMemory(link, checked.scenario), link);
  }, [checked]);

  const replace = async (loading: Promise<{ name: string; text: string } | null>) => {
    try {
      const draft = await loading;
      if (draft === null) return setSays("There is no such scenario.");
      text.replace(draft);
      setSays(`Opened ${draft.name}.`);
      setProblems([]);
    } catch (error) {
      setSays(messageOf(error));
    }
  };
  const template = async (id: string) => {
    if (id === "start") return { name: "my-scenario", text: example };
    const found = await textOf(id, shipped);
    return found === null ? null : { name: id, text: found };
  };
  const runNow = async () => {
    try {
      const { scenario } = await readNow();
      if (scenario !== null) runIt(scenario, NOWHERE);
    } catch (error) {
      setSays(`It could not be checked: ${messageOf(error)}.`);
    }
  };
  const makeLink = async () => {
    const { scenario } = await readNow();
    if (scenario === null) throw new Error("Repair the problems first: a link is to a scenario that can be run.");
    const bare = { scenario, kernels: [], without: [], choices: null, step: 0 };
    return linkTo(selection !== null && ranText === text.text ? selection : bare, { text: text.text }, scenario);
  };

  useDrop((file) => replace(openFile(file)));

  return (
    <div class="bench desk">
      <LinkProblems problems={problems} onDismiss={() => setProblems([])} />
      <Toolbar
        templates={templates}
        canRun={text.settled === text.text && (look.pending || checked.scenario !== null)}
        canUndo={text.before !== null}
        text={text.text}
        onRun={runNow}
        onTemplate={(id) => replace(template(id))}
        onFile={(file) => replace(openFile(file))}
        onDownload={() => download(text)}
        onUndo={text.undo}
        makeLink={makeLink}
      />
      <p role="status" class="says">
        {says} {HINTS[text.state]}{" "}
        {text.state === "kept" && (
          <button type="button" onClick={() => text.forget({ name: "my-scenario", text: example })}>
            Forget my text
          </button>
        )}
      </p>
      <div class="sides">
        <Editor given={text.given} problems={checked.problems} onChange={text.change} />
        <section aria-label="Results" class="results-side">
          <h2>Results</h2>
          {look.failed !== null && <p class="wrong">The text could not be checked: {look.failed}.</p>}
          {ranText !== null && ranText !== text.text && <p class="hint">Of the text before your last change.</p>}
          {how !== "" && <p class="hint">{how}</p>}
          <Results run={run} onCancel={stop} />
        </section>
      </div>
      {selection && <Stepping selection={selection} onSelect={setSelection} />}
    </div>
  );
}

const HINTS = {
  "as given": "",
  kept: "Your text is kept in this browser only: download it, or copy a link, to have it elsewhere.",
  "not kept": "This browser stores nothing: download your text, or copy a link, before you leave.",
} as const;

const UNCHECKED: Checked = { scenario: null, problems: [] };

/** What the worker read of the text: from here on nothing but a worker can run it. */
function markedAs(checked: Checked | null): Checked {
  if (checked === null || checked.scenario === null) return checked ?? UNCHECKED;
  return { scenario: asReaders(checked.scenario), problems: [] };
}

/** In what the run of a link is not the scenario's own. */
function howOf({ memory, without, choices }: Link, scenario: Scenario): string {
  const parts = [
    memory !== undefined && memory === memoryOf(scenario) && `on memory ${memory}`,
    without.length > 0 && `without ${without.join(", ")}`,
    choices !== null && "in the order that the link gives",
  ];
  const said = parts.filter((part) => part !== false).join(", ");
  return said === "" ? "" : `Run ${said}. The button runs it as it is written.`;
}

function tooLong(outcomes: readonly Outcome[]): boolean {
  const runs = outcomes.flatMap((outcome) => (outcome.ran ? [outcome] : []));
  const time = runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return time > QUICK || runs.some(({ steps }) => steps > MAX_STEPS);
}

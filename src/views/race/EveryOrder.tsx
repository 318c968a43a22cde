/** Has the explorer try every order of the steps: the shortest way to what goes wrong, or all that can come out where nothing does. */
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import type { Panel } from "../../engine/compare/session.ts";
import { memoryOf, NOT_COVERED } from "../../engine/scenario/on_memory.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import type { Race } from "../../engine/walk/walk.ts";
import { Ends } from "./Ends.tsx";
import { type Search, useExplorer } from "./explorer.ts";

interface Props {
  race: Race;
  /** It was asked for, by a link say. */
  wanted: boolean;
  onWanted: (wanted: boolean) => void;
  /** Shows an order: beside what else was found, to be watched alone, or to go on from there by hand. */
  onOpen: (choices: readonly number[], panel: Panel) => void;
}

export function EveryOrder({ race, wanted, onWanted, onOpen }: Props): VNode {
  const { run: search, start, cancel } = useExplorer(race);
  useEffect(() => {
    if (wanted && search.at === "rest") start();
  }, [wanted, race]);
  return (
    <div class="race race-part">
      <p>
        Try every order in which the actors can take their steps on <code>{race.kernel}</code>. It runs in the
        background, stops after two minutes at the latest, and says so.
      </p>
      <div class="race-controls">
        <button
          type="button"
          class="race-main"
          onClick={() => {
            start();
            onWanted(true);
          }}
        >
          Find a failure
        </button>
        <button type="button" aria-disabled={search.at !== "work"} onClick={cancel}>
          Cancel
        </button>
      </div>
      <div aria-live="polite">
        <Verdict search={search} />
      </div>
      {search.at === "work" && <Working progress={search.progress} />}
      {search.at === "end" && <Found scenario={race.scenario} result={search.answer} onOpen={onOpen} />}
    </div>
  );
}

/** What is read out when it changes: not how far the work is, which changes all the time. */
function Verdict({ search }: { search: Search }): VNode | null {
  if (search.at === "rest" || search.at === "stopped") return null;
  if (search.at === "work") return <span class="sr-only">Trying every order.</span>;
  if (search.at === "failed") return <p class="race-verdict race-bad">This cannot be explored: {search.message}</p>;
  const { verdict, message, expected, counterexample } = search.answer;
  return (
    <p class={expected ? "race-verdict" : "race-verdict race-bad"}>
      <strong>{verdict}</strong>
      {message !== "" && `: ${message}`}
      {expected && counterexample !== null && " – as the scenario expects"}
    </p>
  );
}

function Found({
  scenario,
  result,
  onOpen,
}: { scenario: Scenario; result: Verification } & Pick<Props, "onOpen">): VNode {
  const { executions, cut, states, steps, bound } = result.exploration;
  const memory = memoryOf(scenario);
  return (
    <>
      <p>
        {executions} orders run to their end, {cut} cut short because the rest was known; {states} states, {steps}{" "}
        steps.
        {bound !== null && ` Not all of them: it stopped at ${bound}.`}
        {memory !== "sc" && ` Of a memory that is ${memory}, with invariants asked in the end only. ${NOT_COVERED}`}
        {bound === null &&
          result.counterexample === null &&
          " Orders that differ only in steps that have nothing to do with each other are tried once."}
      </p>
      <Counterexample result={result} onOpen={onOpen} />
      {result.counterexample === null && <Ends {...{ scenario, result, onOpen }} />}
    </>
  );
}

function Working({ progress }: { progress: Extract<Search, { at: "work" }>["progress"] }): VNode {
  const { doing = "explore", states = 0, executions = 0, estimate = 0 } = progress ?? {};
  if (doing === "shorten")
    return <p>Something goes wrong. Looking for the shortest way there: {states} states so far.</p>;
  return (
    <p>
      <progress max={1} value={estimate} aria-label="How much of the work is done, a guess" /> {states} states,{" "}
      {executions} orders so far
    </p>
  );
}

function Counterexample({ result, onOpen }: { result: Verification } & Pick<Props, "onOpen">): VNode | null {
  const { counterexample } = result;
  if (counterexample === null) return null;
  const { choices, switches, isShortest } = counterexample;
  return (
    <>
      <p>
        {choices.length} steps, {switches} {switches === 1 ? "switch" : "switches"} from one actor to another:{" "}
        {isShortest ? "there is no shorter way." : "there may be a shorter way."}
      </p>
      <div class="race-controls">
        <button type="button" class="race-main" onClick={() => onOpen(choices, "watch")}>
          Watch it
        </button>
        <button type="button" onClick={() => onOpen(choices, "orders")}>
          Show it here
        </button>
        <button type="button" onClick={() => onOpen(choices, "race")}>
          Take it apart by hand
        </button>
      </div>
    </>
  );
}

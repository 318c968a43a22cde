/** How a scenario ended on each kernel. */
import type { VNode } from "preact";
import { wordOf } from "../../engine/verdicts/vocabulary.ts";
import type { Work } from "../away/away.ts";
import type { Outcome } from "../away/outcomes.ts";
import type { Run } from "../away/useRun.ts";

interface Props {
  run: Run<Work, "run">;
  onCancel: () => void;
}

export function Results({ run, onCancel }: Props): VNode {
  if (run.at === "rest") {
    return (
      <p class="hint">
        Nothing has run yet. <strong>Run</strong> runs the scenario on the three eras at once, here in your browser.
      </p>
    );
  }
  const outcomes = run.progress ?? [];
  const wanted = run.asks.kernels.length;
  return (
    <div class="results">
      {run.at === "work" && (
        <p class="progress">
          <progress value={outcomes.length} max={wanted} aria-label="Kernels that have run" />
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </p>
      )}
      <p role="status">
        {run.at === "work" ? `Running: ${outcomes.length} of ${wanted} kernels done.` : summary(outcomes)}
      </p>
      {outcomes.length > 0 && (
        <table>
          <caption class="sr-only">How the scenario ended</caption>
          <thead>
            <tr>
              <th scope="col">Kernel</th>
              <th scope="col">Verdict</th>
              <th scope="col">Steps</th>
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <tr key={outcome.kernel} data-era={outcome.kernel.split("@")[0]}>
                <th scope="row">
                  <code>{outcome.kernel}</code>
                </th>
                <td>{verdictOf(outcome)}</td>
                <td>{outcome.ran ? outcome.steps : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {run.at === "stopped" && <p>Stopped: {run.why}.</p>}
      {run.at === "failed" && <p>Stopped: the run broke off: {run.message}.</p>}
    </div>
  );
}

function verdictOf(outcome: Outcome): VNode {
  if (!outcome.ran) return <>Not run: {outcome.why}.</>;
  const { kind } = outcome.verdict;
  const word = wordOf(outcome.verdict);
  return (
    <>
      <strong class={kind === "ok" ? "fine" : "wrong"}>{word === "ok" ? "as expected" : word}</strong>
      {outcome.told !== "" && `: ${outcome.told}`}
    </>
  );
}

function summary(outcomes: readonly Outcome[]): string {
  const ran = outcomes.filter((outcome) => outcome.ran);
  const fine = ran.filter(({ verdict }) => verdict.kind === "ok");
  if (ran.length === 0) return "It could not be run.";
  return fine.length === ran.length
    ? "As expected wherever it ran."
    : `As expected on ${fine.length} of ${ran.length} kernels.`;
}

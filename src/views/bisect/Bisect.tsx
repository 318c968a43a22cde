/** Which patch of a series changes how a scenario runs: the question, and the answer of a worker. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { SeriesId } from "../../../models/era.ts";
import { linkIn } from "../../engine/links/fragment.ts";
import type { LinkProblem } from "../../engine/links/problem.ts";
import { expectationOf } from "../../knowledge/series/expectation.ts";
import { type Run, useRun } from "../away/useRun.ts";
import { LinkProblems } from "../links/LinkProblems.tsx";
import { Answered } from "./Answered.tsx";
import { Form, type Group } from "./Form.tsx";
import { type Asked, hashOf, linesOf, questionOf, takesExpectation } from "./question.ts";
import { capital, type PatchName } from "./stage.tsx";
import { MAX_TIME, startBisecting } from "./start.ts";
import type { Work } from "./work.ts";
import "../panels.css";
import "./bisect.css";

interface Props {
  series: SeriesId;
  groups: readonly Group[];
  patches: readonly PatchName[];
  /** The scenario that is chosen first. */
  first: string;
  /** The folder that holds the files of the scenarios. */
  folder: string;
}

export function Bisect({ series, groups, patches, first, folder }: Props): VNode {
  const [asked, setAsked] = useState<Asked>({ scenario: first, without: [], depth: "end", expect: "" });
  const [problems, setProblems] = useState<readonly LinkProblem[]>([]);
  const [wrong, setWrong] = useState<string | null>(null);
  const { run, begin, stop } = useRun(startBisecting, "bisect", [JSON.stringify(asked)], MAX_TIME);

  useEffect(() => {
    const open = () => {
      if (linkIn(location.hash) === null) return;
      const ids = groups.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
      const opened = questionOf(location.hash, ids, { scenario: first, without: [], depth: "end", expect: "" });
      setAsked(opened.asked);
      setProblems(opened.problems);
    };
    open();
    addEventListener("hashchange", open);
    return () => removeEventListener("hashchange", open);
  }, []);

  const start = () => {
    const { scenario, without, depth } = asked;
    const expect = takesExpectation(depth) ? linesOf(asked.expect) : [];
    const pattern = expectationOf(expect);
    setWrong(pattern instanceof Error ? pattern.message : null);
    if (pattern instanceof Error) return;
    history.replaceState(history.state, "", `#${hashOf(asked)}`);
    begin({ series, file: `${folder}${scenario}.yaml`, without, depth, expect });
  };

  return (
    <div class="modes not-content">
      <LinkProblems problems={problems} onDismiss={() => setProblems([])} />
      <div class="race-part bisect">
        <Form {...{ groups, folder, asked, wrong }} onAsk={setAsked} onStart={start} />
        <div class="race-controls">
          <button type="submit" form="bisect" class="race-main">
            Find the patch
          </button>
          <button type="button" aria-disabled={run.at !== "work"} onClick={stop}>
            Cancel
          </button>
        </div>
        <div role="status">
          <Told run={run} />
        </div>
        {run.at === "end" && <Answered asks={run.asks} {...run.answer} {...{ series, patches }} />}
      </div>
    </div>
  );
}

/** How far it is, or why there is no answer. The answer itself is too long to be read out at once. */
function Told({ run }: { run: Run<Work, "bisect"> }): VNode | null {
  if (run.at === "rest") return null;
  if (run.at === "failed") return <p class="race-verdict race-bad">This cannot be asked: {run.message}.</p>;
  if (run.at === "end") return <p class="sr-only">Done: the answer is below.</p>;
  const { done = 0, all = 1, kernel = "the first kernel" } = run.progress ?? {};
  if (run.at === "stopped") {
    return (
      <p class="race-verdict">
        {capital(run.why)}: {run.progress === null ? "no kernel" : `${done} of ${all} kernels`} looked at, so there is
        no answer.
      </p>
    );
  }
  return (
    <p>
      <progress max={all} value={done} aria-label="Kernels that were looked at" /> {done} kernels looked at, now{" "}
      <code>{kernel}</code>
    </p>
  );
}

/** The answer: what halving finds, every other change, and all kernels with the order in which they were asked. */
import type { VNode } from "preact";
import type { SeriesId } from "../../../models/era.ts";
import { type AnswerData, expectedOn } from "../../knowledge/series/answer.ts";
import { Kernels } from "./Kernels.tsx";
import { capital, PatchList, type PatchName, stageText } from "./stage.tsx";
import type { Job } from "./work.ts";

interface Props {
  asks: Job;
  answer: AnswerData;
  links: readonly string[];
  series: SeriesId;
  patches: readonly PatchName[];
}

export function Answered({ asks, answer, links, series, patches }: Props): VNode {
  const { kernels, changes, found, skipped } = answer;
  const numbered = changes.map((change, index) => ({ change, link: links[index] ?? "" }));
  const others = numbered.filter(({ change }) => change.kernel !== found);
  const shown = (list: typeof numbered) =>
    list.map(({ change, link }) => <Change key={change.kernel} {...{ change, link, series, patches, kernels }} />);
  return (
    <section aria-labelledby="bisect-answer">
      <h2 id="bisect-answer">Answer</h2>
      <p class="race-verdict">
        <strong>{headline(answer)}</strong> {asks.expect.length > 0 && expectedOn(answer)}
      </p>
      {shown(numbered.filter(({ change }) => change.kernel === found))}
      {others.length > 0 && (
        <>
          <h3>{found === null ? "It changes on the way" : "It changes more than once: the others"}</h3>
          {found === null && (
            <p>
              The last kernel is as the first, so halving alone would have seen nothing. All kernels were looked at.
            </p>
          )}
          {shown(others)}
        </>
      )}
      <Kernels answer={answer} hasExpectation={asks.expect.length > 0} />
      {skipped.map(({ name, why }) => (
        <p key={name} class="race-note">
          <code>{name}</code> was skipped: {why}.
        </p>
      ))}
    </section>
  );
}

function headline({ kernels, changes, found }: AnswerData): string {
  const [first, last] = [kernels[0]?.kernel, kernels.at(-1)?.kernel];
  if (changes.length === 0) return `Nothing changes: all ${kernels.length} kernels from ${first} to ${last} are alike.`;
  const at = changes.find(({ kernel }) => kernel === found);
  if (!at) return `${last} is as ${first}, but not every kernel between them is.`;
  return `Halving finds ${stageText(at.patches, false)}: ${at.kernel}.`;
}

interface ChangeProps extends Pick<Props, "series" | "patches"> {
  change: AnswerData["changes"][number];
  link: string;
  kernels: AnswerData["kernels"];
}

function Change({ change, link, series, patches, kernels }: ChangeProps): VNode {
  const { kernel, end, step } = change;
  const before = kernels[kernels.findIndex((each) => each.kernel === kernel) - 1]?.kernel;
  return (
    <article class="bisect-change" data-era={kernel.split("@")[0]}>
      <h3>
        {capital(stageText(change.patches, false))}: <code>{kernel}</code>
      </h3>
      <PatchList series={series} patches={change.patches} all={patches} />
      <dl>
        {end.map(({ path, values: [was, is] }) => (
          <div key={path}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>
              <code>{JSON.stringify(was) ?? "nothing"}</code> → <code>{JSON.stringify(is) ?? "nothing"}</code>
            </dd>
          </div>
        ))}
        {step !== null && (
          <div>
            <dt>First step that differs</dt>
            <dd>{step}</dd>
          </div>
        )}
      </dl>
      <p>
        <a href={link}>
          Step through <code>{before}</code> and <code>{kernel}</code>
        </a>
      </p>
    </article>
  );
}

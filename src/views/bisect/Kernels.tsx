/** Every kernel that was looked at, and when halving asked for it. */
import type { VNode } from "preact";
import type { AnswerData } from "../../knowledge/series/answer.ts";
import { stageText } from "./stage.tsx";

export function Kernels({ answer, hasExpectation }: { answer: AnswerData; hasExpectation: boolean }): VNode {
  const { kernels, asked, changes } = answer;
  return (
    <>
      <h3>
        {asked.length} kernels asked by halving, {kernels.length} looked at
      </h3>
      <table>
        <thead>
          <tr>
            <th scope="col">Asked</th>
            <th scope="col">Kernel</th>
            <th scope="col">Verdict</th>
            <th scope="col">{hasExpectation ? "Is it so?" : "As before?"}</th>
          </tr>
        </thead>
        <tbody>
          {kernels.map(({ kernel, patches, verdict, asBefore, expected }, at) => {
            const isGood = hasExpectation ? expected : asBefore;
            return (
              <tr key={kernel} class={changes.some((each) => each.kernel === kernel) ? "bisect-turn" : ""}>
                <td>
                  {asked.includes(kernel) ? <span class="race-number">{asked.indexOf(kernel) + 1}</span> : "later"}
                </td>
                <th scope="row" data-era={kernel.split("@")[0]}>
                  <code>{kernel}</code> <span class="race-note">{stageText(patches, at === 0)}</span>
                </th>
                <td>{verdict}</td>
                <td>{isGood ? "yes" : <strong>no</strong>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

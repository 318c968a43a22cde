/** How far the grading is, and what came of it: which half is right, and where to see what goes wrong. */
import type { VNode } from "preact";
import type { Grading } from "./useJudge.ts";

export function Told({ grading }: { grading: Grading }): VNode | null {
  if (grading.at === "rest") return null;
  if (grading.at === "failed") return <p class="kata-verdict kata-bad">This could not be judged: {grading.message}</p>;
  if (grading.at === "cancelled") return <p class="kata-verdict">Cancelled.</p>;
  if (grading.at === "work") {
    const { states = 0, executions = 0 } = grading.progress ?? {};
    return (
      <p>
        The explorer tries every order of the steps: {states} states, {executions} orders so far.
      </p>
    );
  }
  const { grade, shown, address } = grading.judged;
  const { line, answer, right } = grade;
  return (
    <div class={right ? "kata-verdict" : "kata-verdict kata-bad"}>
      <p>
        <strong>{right ? "Passed." : line.right || answer.right ? "Half of it is right." : "Not yet."}</strong>
      </p>
      <ul>
        <li>
          The line: <strong>{line.right ? "right" : "wrong"}.</strong> {line.why}
        </li>
        <li>
          What goes wrong: <strong>{answer.right ? "right" : "wrong"}.</strong> {answer.why}
        </li>
      </ul>
      {right && (
        <p>
          {shown.message !== "" && <>The explorer says: {shown.message}. </>}
          <a href={address}>{shown.choices === null ? "Run it in the player" : "Watch it happen in the player"}</a>.{" "}
          <a href="#answer">What became of the patch</a>
        </p>
      )}
    </div>
  );
}

/** What is wrong with the link that led here, part by part; nothing where nothing is. */
import type { VNode } from "preact";
import type { LinkProblem } from "../../engine/links/problem.ts";
import "../../engine/links/links.css";

interface Props {
  problems: readonly LinkProblem[];
  onDismiss: () => void;
}

export function LinkProblems({ problems, onDismiss }: Props): VNode | null {
  if (problems.length === 0) return null;
  return (
    <section class="link-problems not-content" aria-label="About the link">
      <p>The link does not quite fit. What is shown is the nearest thing:</p>
      <ul>
        {problems.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <button type="button" onClick={onDismiss}>
        Dismiss
      </button>
    </section>
  );
}

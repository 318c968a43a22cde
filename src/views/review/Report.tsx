/** What a review came to, or has come to so far. */
import type { VNode } from "preact";
import type { Cause } from "../../review/causes.ts";
import { triedText } from "../../review/words.ts";
import { Finding } from "./Finding.tsx";
import type { Opened } from "./referee.ts";
import type { Review } from "./useReview.ts";

interface Props {
  review: Review;
  onOpen: (cause: Cause) => Promise<Opened | null>;
  onCancel: () => void;
}

export function ReportPanel({ review, onOpen, onCancel }: Props): VNode | null {
  if (review.at === "rest") return null;
  if (review.at === "failed")
    return (
      <p class="wrong" role="alert">
        {review.message}
      </p>
    );
  const causes = review.at === "work" ? review.told.causes : review.report.causes;
  return (
    <section class="report" aria-label="What it does">
      {review.at === "work" ? (
        <p class="progress" role="status">
          <progress aria-label="Comparing" {...progressOf(review.told.says)} /> <span>{review.told.says}</span>
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        </p>
      ) : (
        <p class={review.report.verdict.kind === "none" ? "verdict fine" : "verdict wrong"} role="status">
          {sentence(review.report.verdict.text)}
        </p>
      )}
      {causes.length > 0 && (
        <ol class="findings">
          {causes.map((cause) => (
            <Finding key={`${cause.kind} ${cause.cause}`} cause={cause} onOpen={onOpen} />
          ))}
        </ol>
      )}
      {review.at === "end" && (
        <div class="tried">
          <p>Tried: {triedText(review.report)}.</p>
          {review.report.missed.length > 0 && <p>Never reached by any run: {review.report.missed.join(", ")}.</p>}
          {review.report.notTried.length > 0 && (
            <details>
              <summary>What was not tried</summary>
              <ul>
                {review.report.notTried.map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
    </section>
  );
}

/** "12 of 200: …" */
function progressOf(says: string): { value?: number; max?: number } {
  const [, value, max] = /^(\d+) of (\d+)/.exec(says) ?? [];
  return max === undefined ? {} : { value: Number(value), max: Number(max) };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

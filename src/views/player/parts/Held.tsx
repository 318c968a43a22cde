/** Who has what: references, locks, lists; and what each actor does next, or waits for. */
import type { VNode } from "preact";
import type { Moment } from "../moment.ts";
import { waitedFor } from "../sentence.ts";

export function Held({ moment }: { moment: Moment }): VNode {
  const { holders, locks, lists, next, column } = moment;
  const { actors, steps } = column.trace;
  return (
    <section class="holders">
      <h3>Who has what</h3>
      <dl>
        {holders.map(({ page, count, held, claims }) => (
          <div key={page}>
            <dt>
              {page}: {count} {count === 1 ? "reference" : "references"}
            </dt>
            <dd>
              {[
                ...held.map(({ who, references }) => (references === 1 ? who : `${who}: ${references}`)),
                ...claims.map((who) => `${who}, without a reference`),
              ].join("; ") || "–"}
            </dd>
          </div>
        ))}
        <div>
          <dt>Locks</dt>
          <dd>
            {locks.length === 0
              ? "none is held"
              : locks
                  .map(
                    ({ lock, holder, since }) =>
                      `${lock}: ${holder}${since === null ? "" : `, since ${steps[since]?.step}`}`,
                  )
                  .join("; ")}
          </dd>
        </div>
        {lists.map(({ name, pages }) => (
          <div key={name}>
            <dt>On {name}</dt>
            <dd>{pages.join(", ")}</dd>
          </div>
        ))}
        {next.map((each, index) => (
          <div key={actors[index]}>
            <dt>{actors[index]}</dt>
            <dd>
              {each === null ? (
                "is done"
              ) : each.waits === undefined ? (
                <>
                  next: <code>{each.step}</code>
                </>
              ) : (
                `waits for ${waitedFor(each.waits, locks, steps)}`
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

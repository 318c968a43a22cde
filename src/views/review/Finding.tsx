/** One cause, and once it is opened the order that shows it, before and after. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { counted } from "../../engine/counted.ts";
import { ADVICE } from "../../engine/verdicts/advice.ts";
import type { Cause } from "../../review/causes.ts";
import { headOf } from "../../review/words.ts";
import { BeforeAfter } from "./BeforeAfter.tsx";
import type { Opened } from "./referee.ts";

interface Props {
  cause: Cause;
  onOpen: (cause: Cause) => Promise<Opened | null>;
}

export function Finding({ cause, onOpen }: Props): VNode {
  const [opened, setOpened] = useState<Opened | "asked" | "gone" | null>(null);
  const { message, questions, kernels, damage, example, parts } = cause;
  const advice = ADVICE.get(cause.cause);
  const where = kernels.length > 3 ? counted(kernels.length, "kernel") : kernels.join(", ");
  const open = async () => {
    if (opened !== null || example === null) return;
    setOpened("asked");
    setOpened((await onOpen(cause)) ?? "gone");
  };
  return (
    <li class={`finding ${cause.kind}`}>
      <details onToggle={({ currentTarget }) => currentTarget.open && open()}>
        <summary>
          <strong>{headOf(cause)}</strong>{" "}
          <small class="where">
            {counted(questions.length, "comparison")}
            {where !== "" && ` on ${where}`}
          </small>
        </summary>
        <p>{message}</p>
        {advice !== undefined && <p>{advice}</p>}
        {parts.length > 0 && (
          <>
            <p>It shows as:</p>
            <ul>
              {parts.map(({ kind, cause: part, questions: count }) => (
                <li key={`${kind} ${part}`}>
                  {part} <small class="where">{counted(count, "comparison")}</small>
                </li>
              ))}
            </ul>
          </>
        )}
        {damage && (
          <p>
            Beyond the rule:{" "}
            {damage.kinds.length > 0
              ? damage.kinds.join(", ")
              : `nothing else was found in ${counted(damage.executions, "order")}${damage.bound === null ? "" : `, not all (${damage.bound})`}`}
            .
          </p>
        )}
        {example !== null && opened === "asked" && <p role="status">Running this order on both sides …</p>}
        {example !== null && opened === "gone" && <p>Try the patch again to see this order.</p>}
        {typeof opened === "object" && opened !== null && example !== null && (
          <BeforeAfter {...opened} scenario={example.scenario} kernel={example.kernel} />
        )}
      </details>
    </li>
  );
}

/** What goes wrong, asked in two steps: of what kind, and then what of that kind. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";

export type Groups = readonly { title: string; answers: readonly [answer: string, text: string][] }[];

interface Props {
  groups: Groups;
  answer: string;
  onAnswer: (answer: string) => void;
}

export function Answer({ groups, answer, onAnswer }: Props): VNode {
  const [kind, setKind] = useState("");
  const group = groups.find(({ title }) => title === kind);
  return (
    <div class="kata-answer">
      <label>
        What goes wrong?{" "}
        <select
          value={kind}
          onChange={(event) => {
            setKind(event.currentTarget.value);
            onAnswer("");
          }}
        >
          <option value="">Choose …</option>
          {groups.map(({ title }) => (
            <option key={title}>{title}</option>
          ))}
        </select>
      </label>
      {group && (
        <label>
          What exactly?{" "}
          <select value={answer} onChange={(event) => onAnswer(event.currentTarget.value)}>
            <option value="">Choose …</option>
            {group.answers.map(([value, text]) => (
              <option key={value} value={value}>
                {value.startsWith("invariant ") ? `${value.slice(10)}: ${text}` : text}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

/** The patch, each line of which can be marked: one of many radio buttons, so that arrow keys go from line to line. */
import type { VNode } from "preact";
import type { PatchFunction, PatchLine } from "../../knowledge/katas/patch.ts";

export const NO_LINE = "none";

interface Props {
  functions: readonly PatchFunction[];
  /** "function.hunk.line", by their numbers. */
  marked: string;
  onMark: (mark: string) => void;
}

export function Marks({ functions, marked, onMark }: Props): VNode {
  return (
    <fieldset>
      <legend>Which line does the harm?</legend>
      {functions.map(({ file, name, hunks }, at) => (
        <figure key={`${file} ${name}`}>
          <figcaption>
            <code>{name}</code> <span>{file}</span>
          </figcaption>
          {hunks.map((lines, hunk) => (
            <div key={hunk} class="kata-hunk">
              {lines.map((line, number) => {
                const value = `${at}.${hunk}.${number}`;
                if (line.tokens.length === 0)
                  return (
                    <span key={value} class="kata-line">
                      {" "}
                    </span>
                  );
                return (
                  <label key={value} class={`kata-line kata-${line.kind}`}>
                    <input
                      type="radio"
                      name="line"
                      value={value}
                      checked={marked === value}
                      onChange={() => onMark(value)}
                    />
                    <Code line={line} />
                  </label>
                );
              })}
            </div>
          ))}
        </figure>
      ))}
      <label class="kata-none">
        <input type="radio" name="line" value={NO_LINE} checked={marked === NO_LINE} onChange={() => onMark(NO_LINE)} />{" "}
        None: nothing goes wrong
      </label>
    </fieldset>
  );
}

const MARKS = { same: [" ", ""], gone: ["-", "removed: "], new: ["+", "added: "] } as const;

function Code({ line: { kind, tokens } }: { line: PatchLine }): VNode {
  const [mark, spoken] = MARKS[kind];
  return (
    <code>
      <span class="kata-mark" aria-hidden="true">{`${mark} `}</span>
      {spoken !== "" && <span class="sr-only">{spoken}</span>}
      {tokens.map(({ text, kind: token }) => (token === "" ? text : <span class={`tok-${token}`}>{text}</span>))}
    </code>
  );
}

/** Marks in the editor where something is wrong, and what is wrong behind the line. The list below it says the same to everybody. */
import type { PrismEditor } from "prism-code-editor";
import { addOverlay } from "prism-code-editor/utils";
import type { Problem } from "../../engine/scenario/problem.ts";

const layers = new WeakMap<PrismEditor, HTMLElement>();

export function drawProblems(editor: PrismEditor, problems: readonly Problem[]): void {
  let layer = layers.get(editor);
  if (!layer) {
    layer = document.createElement("div");
    layer.className = "marks";
    layer.ariaHidden = "true";
    layers.set(editor, layer);
    addOverlay(editor, layer);
  }
  const lines = editor.value.split("\n");
  const first = new Map<number, Problem>();
  for (const problem of problems) {
    if (problem.place && !first.has(problem.place.line)) first.set(problem.place.line, problem);
  }
  layer.replaceChildren(
    ...[...first].flatMap(([number, problem]) => {
      const element = editor.lines[number];
      return element ? [mark(lines[number - 1] ?? "", problem, element.offsetTop, element.offsetHeight)] : [];
    }),
  );
}

function mark(line: string, { place, found, suggestion }: Problem, top: number, height: number): HTMLElement {
  const row = document.createElement("div");
  row.className = "mark pce-line";
  row.style.top = `${top}px`;
  row.style.height = `${height}px`;
  const column = (place?.column ?? 1) - 1;
  const word = wordAt(line, column);
  // The text itself, unseen, takes what is marked to its place.
  const before = part("before", line.slice(0, column));
  const wrong = part("wrong", word === "" ? " " : word);
  const after = part("before", line.slice(column + word.length));
  row.append(
    before,
    wrong,
    after,
    part("says", suggestion === undefined ? `  ${found}` : `  did you mean ${suggestion}?`),
  );
  return row;
}

/** What a problem is about: the word that stands there. */
export function wordAt(line: string, column: number): string {
  return /^[^\s,{}[\]]+?(?=:?(?:[\s,{}[\]]|$))|^./.exec(line.slice(column))?.[0] ?? "";
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}

/**
 * The editor: prism-code-editor over a textarea, with completion of our own and marks where something is wrong. Imported only in the
 * browser, since it touches the document as soon as it is loaded.
 */
import { createEditor, type PrismEditor } from "prism-code-editor";
import { autoComplete, fuzzyFilter, registerCompletions } from "prism-code-editor/autocomplete";
import { defaultKeymap, editHistory, editorCommands, setIgnoreTab } from "prism-code-editor/commands";
import { cursorPosition } from "prism-code-editor/cursor";
import { insertText } from "prism-code-editor/utils";
import "prism-code-editor/languages/yaml";
import "prism-code-editor/prism/languages/yaml";
import "prism-code-editor/layout.css";
import "prism-code-editor/autocomplete.css";
import { MAX_BYTES } from "../../engine/scenario/limits.ts";
import type { Problem } from "../../engine/scenario/problem.ts";
import { completionsAt } from "./complete.ts";
import { drawProblems, wordAt } from "./marks.ts";

export interface Handle {
  setText(text: string): void;
  showProblems(problems: readonly Problem[]): void;
  /** Puts the cursor there. From 1, as messages count. */
  goTo(line: number, column: number): void;
  /** Puts another word in the place of the one there, as if it was typed: it can be undone. */
  replaceWord(line: number, column: number, word: string): void;
}

/** The patterns that colour YAML take time that grows with the square of a line's length. */
const MAX_COLOURED = 64 * 1024;
/** Where the cursor stands is found by reading all of the text, after each key. */
const MAX_COMPLETED = 64 * 1024;
const MAX_LINE = 1_000;

export function createYamlEditor(
  place: HTMLElement,
  text: string,
  describedBy: string,
  onChange: (text: string) => void,
): Handle {
  registerCompletions(["yaml"], {
    sources: [({ pos }, { value }) => (value.length > MAX_COMPLETED ? null : fromOurs(completionsAt(value, pos)))],
  });
  // Tab leads on to the next part of the page, as everywhere (WCAG 2.1.2); Ctrl+M changes that.
  setIgnoreTab(true);
  const editor = createEditor(
    place,
    { language: languageFor(text), value: text },
    cursorPosition(),
    editorCommands(defaultKeymap),
    editHistory(),
    autoComplete({ filter: fuzzyFilter }),
  );
  const { textarea } = editor;
  textarea.setAttribute("aria-label", "Scenario, as YAML");
  textarea.setAttribute("aria-describedby", describedBy);
  textarea.maxLength = MAX_BYTES;
  // Before the editor itself sees what was typed or pasted, and colours it.
  place.addEventListener("input", () => followLanguage(editor, textarea.value), true);
  editor.on("update", (value) => onChange(value));
  repairList(editor.container);
  return {
    setText(value) {
      followLanguage(editor, value);
      editor.setOptions({ value });
    },
    showProblems: (problems) => drawProblems(editor, problems),
    goTo(line, column) {
      const at = offsetOf(editor, line, column);
      textarea.focus();
      textarea.setSelectionRange(at, at);
      editor.lines[line]?.scrollIntoView({ block: "nearest" });
    },
    replaceWord(line, column, word) {
      const at = offsetOf(editor, line, column);
      const old = wordAt(editor.value.split("\n")[line - 1] ?? "", column - 1);
      textarea.focus();
      insertText(editor, word, at, at + old.length);
    },
  };
}

function offsetOf({ value }: PrismEditor, line: number, column: number): number {
  const before = value.split("\n").slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/**
 * The list of completions has no name, counts its entries from 0, which is no place in a list, and scrolls without being reachable. (The
 * arrow keys move in it while the cursor stays in the text.)
 */
function repairList(container: HTMLElement): void {
  new MutationObserver(() => {
    for (const list of container.querySelectorAll("[role=listbox]")) {
      list.setAttribute("aria-label", "What can stand here");
      list.parentElement?.setAttribute("tabindex", "0");
      for (const row of list.querySelectorAll("[aria-posinset]")) row.removeAttribute("aria-posinset");
    }
  }).observe(container, { subtree: true, childList: true, attributeFilter: ["aria-posinset"] });
}

function languageFor(text: string): string {
  return text.length <= MAX_COLOURED && text.split("\n").every(({ length }) => length <= MAX_LINE) ? "yaml" : "text";
}

function followLanguage(editor: PrismEditor, text: string): void {
  const language = languageFor(text);
  if (language !== editor.options.language) editor.setOptions({ language });
}

function fromOurs(found: ReturnType<typeof completionsAt>) {
  if (found === null) return null;
  const options = found.choices.map(({ label, help, insert }) => ({
    label,
    insert,
    icon: "property",
    ...(help === "" ? {} : { detail: help }),
  }));
  return { from: found.from, to: found.to, options };
}

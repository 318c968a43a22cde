/** prism-code-editor for TypeScript. Imported only in the browser, since it touches the document as soon as it is loaded. */
import { createEditor } from "prism-code-editor";
import { defaultKeymap, editHistory, editorCommands, setIgnoreTab } from "prism-code-editor/commands";
import { cursorPosition } from "prism-code-editor/cursor";
import "prism-code-editor/languages/clike";
import "prism-code-editor/prism/languages/typescript";
import "prism-code-editor/layout.css";

interface Options {
  text: string;
  label: string;
  takesFocus: boolean;
  onChange: (text: string) => void;
}

export function createCodeEditor(place: HTMLElement, { text, label, takesFocus, onChange }: Options): void {
  // Tab leads on to the next part of the page, as everywhere (WCAG 2.1.2).
  setIgnoreTab(true);
  const editor = createEditor(
    place,
    { language: "typescript", value: text },
    cursorPosition(),
    editorCommands(defaultKeymap),
    editHistory(),
  );
  editor.textarea.setAttribute("aria-label", label);
  if (takesFocus) editor.textarea.focus();
  // It tells what it was given, too.
  editor.on("update", (value) => value !== text && onChange(value));
}

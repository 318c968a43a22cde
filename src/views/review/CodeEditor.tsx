/** The text of a function, to be changed: the workshop's editor, for code. It is fetched when a function is picked. */
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import "../code/editor.css";

interface Props {
  text: string;
  label: string;
  /** It is what the reader came for. */
  takesFocus: boolean;
  onChange: (text: string) => void;
}

export function CodeEditor({ text, label, takesFocus, onChange }: Props): VNode {
  const place = useRef<HTMLDivElement>(null);
  // The editor is made once, and calls whoever is there now.
  const changed = useRef(onChange);
  changed.current = onChange;
  useEffect(() => {
    const { current } = place;
    import("./code_prism.ts").then(({ createCodeEditor }) => {
      if (current?.isConnected)
        createCodeEditor(current, { text, label, takesFocus, onChange: (next) => changed.current(next) });
    });
  }, []);
  return <div class="editor" ref={place} />;
}

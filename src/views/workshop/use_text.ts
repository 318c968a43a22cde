/** The text on the bench: where it came from, what the reader made of it, and the way back to what it replaced. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Draft, forgetDraft, readDraft, writeDraft } from "./draft.ts";
import type { Start } from "./open.ts";

/** Milliseconds without a keystroke after which the text is looked at. */
const PAUSE = 200;

export interface Text extends Draft {
  /** What the editor was given last. */
  given: Draft;
  /** The text after a pause: what is checked. */
  settled: string;
  /** Did the reader change it, and is it kept in this browser? */
  state: "as given" | "kept" | "not kept";
  /** The reader's own text that another one replaced. */
  before: Draft | null;
  change(text: string): void;
  replace(by: Draft): void;
  undo(): void;
  forget(by: Draft): void;
}

export function useText(start: Start): Text {
  const [given, setGiven] = useState<Draft>(start);
  const [text, setText] = useState(start.text);
  const [settled, setSettled] = useState(start.text);
  const [state, setState] = useState<Text["state"]>(start.isDraft ? "kept" : "as given");
  const [before, setBefore] = useState<Draft | null>(() => draftBeside(start));
  const { name } = given;
  const latest = useRef(text);
  latest.current = text;

  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
      if (text !== given.text) setState(writeDraft({ name, text }) ? "kept" : "not kept");
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, given]);

  const put = (draft: Draft, keep: Text["state"]) => {
    setGiven({ ...draft });
    setText(draft.text);
    setSettled(draft.text);
    setState(keep);
  };
  return {
    ...{ given, name, text, settled, state, before },
    change(now) {
      if (now === latest.current) return;
      setText(now);
      // The address no longer says what is here; opened again, the page shows the draft.
      if (location.hash !== "") history.replaceState(history.state, "", location.pathname + location.search);
    },
    replace(by) {
      if (state !== "as given" || text !== given.text) setBefore({ name, text });
      put(by, "as given");
    },
    undo() {
      if (before === null) return;
      put(before, writeDraft(before) ? "kept" : "not kept");
      setBefore(null);
    },
    forget(by) {
      forgetDraft();
      setBefore(null);
      put(by, "as given");
    },
  };
}

function draftBeside({ isDraft, text }: Start): Draft | null {
  const draft = isDraft ? null : readDraft();
  return draft === null || draft.text === text ? null : draft;
}

/** What a worker says to a question of a component, and how to stop waiting for it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Away } from "./away.ts";
import type { What, Work } from "./work.ts";

export interface Asked<T> {
  /** The last one that came; while `pending`, it is to an earlier question. */
  answer: T | null;
  pending: boolean;
  /** Why there is none. */
  failed: string | null;
  cancel: () => void;
}

/** `asks`: null where nothing is to be asked. It is asked again when one of `of` changes. */
export function useAway<W extends What>(
  what: W,
  asks: Work[W]["asks"] | null,
  of: readonly unknown[],
): Asked<Work[W]["answers"]> {
  type Answer = Work[W]["answers"];
  const away = useRef<Away | null>(null);
  const [state, setState] = useState<{ answer: Answer | null; to: readonly unknown[]; failed: string | null }>({
    answer: null,
    to: [],
    failed: null,
  });
  useEffect(() => {
    if (asks === null) return;
    away.current ??= new Away();
    let waits = true;
    away.current.ask(what, asks).then(
      (answer) => waits && setState({ answer, to: of, failed: null }),
      (error: Error) => waits && setState(({ answer }) => ({ answer, to: of, failed: error.message })),
    );
    return () => {
      waits = false;
    };
  }, of);
  useEffect(() => () => away.current?.close(), []);
  const isTo = state.to.length === of.length && state.to.every((each, at) => each === of[at]);
  return {
    answer: state.answer,
    pending: asks !== null && !isTo,
    failed: isTo ? state.failed : null,
    cancel: () => away.current?.end("cancelled"),
  };
}

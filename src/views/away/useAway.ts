/** What a worker says to a question of a component, and how to stop waiting for it. */
import { useEffect, useState } from "preact/hooks";
import type { Answer, Asks } from "../../engine/away/table.ts";
import { askInstead, startAway, type Work } from "./away.ts";
import { useClient } from "./useClient.ts";

export interface Asked<T> {
  /** The last one that came; while `pending`, it is to an earlier question. */
  answer: T | null;
  pending: boolean;
  /** Why there is none. */
  failed: string | null;
  cancel: () => void;
}

/** `asks`: null where nothing is to be asked. It is asked again when one of `of` changes. */
export function useAway<W extends keyof Work>(
  what: W,
  asks: Asks<Work, W> | null,
  of: readonly unknown[],
): Asked<Answer<Work, W>> {
  const away = useClient(startAway);
  const [state, setState] = useState<{ answer: Answer<Work, W> | null; to: readonly unknown[]; failed: string | null }>(
    { answer: null, to: [], failed: null },
  );
  useEffect(() => {
    if (asks === null) return;
    let waits = true;
    askInstead(away, what, asks).then(
      (answer) => waits && setState({ answer, to: of, failed: null }),
      (error: Error) => waits && setState(({ answer }) => ({ answer, to: of, failed: error.message })),
    );
    return () => {
      waits = false;
    };
  }, of);
  const isTo = state.to.length === of.length && state.to.every((each, at) => each === of[at]);
  return {
    answer: state.answer,
    pending: asks !== null && !isTo,
    failed: isTo ? state.failed : null,
    cancel: () => away.stop("cancelled"),
  };
}

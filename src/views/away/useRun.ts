/** Work that a reader begins: one question at a time, how far it is, what came of it, and two ways to stop it. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Asking, type Client, GivenUp } from "../../engine/away/client.ts";
import type { Answer, Asks, Table, Told } from "../../engine/away/table.ts";
import { useClient } from "./useClient.ts";

type State<A> =
  | { at: "work" }
  | { at: "end"; answer: A }
  | { at: "stopped"; why: string }
  | { at: "failed"; message: string };

/** `progress`: what was told last. */
export type Run<T extends Table, W extends keyof T> =
  | { at: "rest" }
  | ({ asks: Asks<T, W>; progress: Told<T, W> | null } & State<Answer<T, W>>);

/** `of`: what the answer is about. When it changes, the answer is about something else, and goes. */
export function useRun<T extends Table, W extends keyof T & string>(
  start: () => Client<T>,
  what: W,
  of: readonly unknown[],
  maxTime?: number,
) {
  const client = useClient(start);
  const [run, setRun] = useState<Run<T, W>>({ at: "rest" });
  const wanted = useRef<Asking<Answer<T, W>> | null>(null);
  // Before the next click can come: what a reader begins from the new state is not what has to go.
  useLayoutEffect(() => {
    setRun({ at: "rest" });
    return () => {
      wanted.current = null;
      client.stop("left");
    };
  }, of);

  /** Null where there is no answer, or nobody wants it any more. */
  const begin = async (asks: Asks<T, W>): Promise<Answer<T, W> | null> => {
    client.stop("something else was asked for");
    let progress: Told<T, W> | null = null;
    const show = (state: State<Answer<T, W>>) => setRun({ asks, progress, ...state });
    const tell = (told: Told<T, W>) => {
      progress = told;
      if (wanted.current === mine) show({ at: "work" });
    };
    const mine = client.ask(what, asks, { tell, ...(maxTime && { maxTime }) });
    wanted.current = mine;
    show({ at: "work" });
    const last = await mine.answer.then(
      (answer): State<Answer<T, W>> => ({ at: "end", answer }),
      (error: Error): State<Answer<T, W>> =>
        error instanceof GivenUp ? { at: "stopped", why: error.message } : { at: "failed", message: error.message },
    );
    if (wanted.current !== mine) return null;
    // It may still hold a large machine, which nobody needs any more.
    client.close();
    show(last);
    return last.at === "end" ? last.answer : null;
  };
  return {
    run,
    begin,
    /** For work that comes to an end by itself then. */
    cancel: () => wanted.current?.cancel(),
    /** For any other. */
    stop: () => client.stop("cancelled"),
  };
}

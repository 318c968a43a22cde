/** The explorer in a worker of its own, so that the page stays free: one search at a time, with how far it is, and a way to stop it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { EraId } from "../../../models/era.ts";
import type { Running } from "../../engine/explore/client.ts";
import type { Progress } from "../../engine/explore/slices.ts";
import { type Explorer, startExplorer } from "../../engine/explore/start.ts";
import type { Verification } from "../../engine/explore/verify.ts";
import type { Race } from "../../engine/walk/walk.ts";

export type Search =
  | { at: "rest" }
  | { at: "work"; progress: Progress | null }
  | { at: "end"; result: Verification }
  | { at: "failed"; message: string };

/** Milliseconds after which a search stops by itself, and says so. */
const MAX_TIME = 120_000;

export function useExplorer({ scenario, kernel, without }: Race) {
  const [search, setSearch] = useState<Search>({ at: "rest" });
  const explorer = useRef<Explorer | null>(null);
  const running = useRef<Running | null>(null);

  const stop = () => {
    running.current?.cancel();
    running.current = null;
  };
  const start = () => {
    stop();
    explorer.current ??= startExplorer();
    const [era, release] = kernel.split("@") as [EraId, string | undefined];
    const options = { without, maxTime: MAX_TIME };
    const task = { scenario, era, options, ...(release === undefined ? {} : { release }) };
    setSearch({ at: "work", progress: null });
    const mine = explorer.current.client.verify(task, (progress) => {
      if (running.current === mine) setSearch({ at: "work", progress });
    });
    running.current = mine;
    mine.result.then(
      (result) => running.current === mine && setSearch({ at: "end", result }),
      (error: Error) => running.current === mine && setSearch({ at: "failed", message: error.message }),
    );
  };
  // What was found is about this scenario, kernel and these guards, and no others.
  useEffect(() => {
    setSearch({ at: "rest" });
    return stop;
  }, [scenario, kernel, without.join()]);
  useEffect(() => () => explorer.current?.end(), []);

  return { search, start, cancel: () => running.current?.cancel() };
}

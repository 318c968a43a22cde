/** Runs of one scenario after the other: at most one at a time, and what the last one said. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Job } from "./job.ts";
import { isRunning, type Run, start } from "./run.ts";

export function useRun(): {
  run: Run | null;
  begin: (job: Job, onEnd: (run: Run) => void) => void;
  cancel: () => void;
} {
  const [run, setRun] = useState<Run | null>(null);
  const end = useRef<((why: string) => void) | null>(null);
  useEffect(() => () => end.current?.("left"), []);
  return {
    run,
    begin(job, onEnd) {
      end.current?.("another run began");
      end.current = start(job, (now) => {
        setRun(now);
        if (!isRunning(now) && now.stopped === null) onEnd(now);
      });
    },
    cancel: () => end.current?.("cancelled"),
  };
}

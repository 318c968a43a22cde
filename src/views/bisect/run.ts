/** One question at a time in a worker of its own: how far it is, what came of it, and a way to stop it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { AnswerData } from "../../knowledge/series/answer.ts";
import type { Progress } from "../../knowledge/series/ask.ts";
import { type Job, MAX_TIME, type Reply } from "./job.ts";

export type Run =
  | { at: "rest" }
  | { at: "work"; progress: Progress | null }
  | { at: "end"; job: Job; answer: AnswerData; links: readonly string[] }
  /** `progress`: how far it had come. */
  | { at: "stopped"; why: string; progress: Progress | null }
  | { at: "failed"; message: string };

/** `of`: what the answer is about. When it changes, the answer is about something else, and goes. */
export function useRun(of: string): { run: Run; begin: (job: Job) => void; cancel: () => void } {
  const [run, setRun] = useState<Run>({ at: "rest" });
  const end = useRef<((run: Run) => void) | null>(null);
  useEffect(() => {
    setRun({ at: "rest" });
    return () => end.current?.({ at: "rest" });
  }, [of]);

  const begin = (job: Job) => {
    end.current?.({ at: "rest" });
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    let progress: Progress | null = null;
    const stop = (last: Run) => {
      worker.terminate();
      clearTimeout(timer);
      end.current = null;
      setRun(last);
    };
    const timer = setTimeout(
      () => stop({ at: "stopped", why: `Not finished after ${MAX_TIME / 1000} seconds`, progress }),
      MAX_TIME,
    );
    worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => {
      if (data.type === "done") return stop({ at: "end", job, answer: data.answer, links: data.links });
      if (data.type === "failed") return stop({ at: "failed", message: data.message });
      progress = data.progress;
      setRun({ at: "work", progress });
    });
    worker.addEventListener("error", ({ message }) => stop({ at: "failed", message: message || "the run broke off" }));
    end.current = (last) => stop(last.at === "stopped" ? { ...last, progress } : last);
    setRun({ at: "work", progress });
    worker.postMessage(job);
  };
  return { run, begin, cancel: () => end.current?.({ at: "stopped", why: "Cancelled", progress: null }) };
}

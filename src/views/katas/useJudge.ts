/** Grading in the background: one at a time, with how far it is, and a way to stop it. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Running } from "../../engine/explore/client.ts";
import type { Progress } from "../../engine/explore/slices.ts";
import { type Explorer, startExplorer } from "../../engine/explore/start.ts";
import { messageOf } from "../../engine/message.ts";
import type { Patched } from "../../knowledge/katas/findings.ts";
import type { Reply } from "../../knowledge/katas/grade.ts";
import type { Kata } from "../../knowledge/katas/kata.ts";
import type { Judged } from "./judge.ts";

export type Grading =
  | { at: "rest" }
  | { at: "work"; progress: Progress | null }
  | { at: "end"; judged: Judged }
  | { at: "cancelled" }
  | { at: "failed"; message: string };

export function useJudge(patch: Patched, blame: Kata["blame"]) {
  const [grading, setGrading] = useState<Grading>({ at: "rest" });
  const explorer = useRef<Explorer | null>(null);
  const running = useRef<Running | null>(null);
  /** Of the grading that is wanted; what an earlier one says is of no interest. */
  const turn = useRef(0);

  const cancel = () => {
    if (grading.at !== "work") return;
    turn.current++;
    running.current?.cancel();
    setGrading({ at: "cancelled" });
  };
  const check = async (reply: Reply): Promise<Judged | null> => {
    const mine = ++turn.current;
    running.current?.cancel();
    setGrading({ at: "work", progress: null });
    try {
      explorer.current ??= startExplorer();
      const { judge } = await import("./judge.ts");
      const judged = await judge(patch, blame, reply, explorer.current.client, (search, progress) => {
        if (turn.current !== mine) return search.cancel();
        running.current = search;
        setGrading({ at: "work", progress });
      });
      if (turn.current !== mine) return null;
      setGrading({ at: "end", judged });
      return judged;
    } catch (error) {
      if (turn.current === mine) setGrading({ at: "failed", message: messageOf(error) });
      return null;
    }
  };
  const forget = () => grading.at !== "work" && grading.at !== "rest" && setGrading({ at: "rest" });
  useEffect(() => () => explorer.current?.end(), []);

  return { grading, check, cancel, forget };
}

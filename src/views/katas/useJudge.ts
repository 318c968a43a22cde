/** Grading in the background: one at a time, with how far it is, and a way to stop it. */

import { useRef, useState } from "preact/hooks";
import type { Asking } from "../../engine/away/client.ts";
import type { Progress } from "../../engine/explore/slices.ts";
import { messageOf } from "../../engine/message.ts";
import { startExplorer } from "../../engine/verify/start.ts";
import type { Verification } from "../../engine/verify/verify.ts";
import type { Patched } from "../../knowledge/katas/findings.ts";
import type { Reply } from "../../knowledge/katas/grade.ts";
import type { Kata } from "../../knowledge/katas/kata.ts";
import { useClient } from "../away/useClient.ts";
import type { Judged } from "./judge.ts";

export type Grading =
  | { at: "rest" }
  | { at: "work"; progress: Progress | null }
  | { at: "end"; judged: Judged }
  | { at: "cancelled" }
  | { at: "failed"; message: string };

export function useJudge(patch: Patched, blame: Kata["blame"]) {
  const [grading, setGrading] = useState<Grading>({ at: "rest" });
  const explorer = useClient(startExplorer);
  const running = useRef<Asking<Verification> | null>(null);
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
      const { judge } = await import("./judge.ts");
      const judged = await judge(patch, blame, reply, explorer, (search, progress) => {
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

  return { grading, check, cancel, forget };
}

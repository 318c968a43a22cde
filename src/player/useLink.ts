/**
 * Keeps what is selected in the address, after the #, and reads it from there. What a stranger's link says is checked in src/links;
 * that code is only fetched where there is a link.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { hashOf } from "../links/hash.ts";
import type { LinkProblem } from "../links/problem.ts";
import type { Selection } from "./session.ts";

/** Browsers refuse to change an address more than a hundred times in half a minute. */
const SETTLED_MS = 400;

/** What was wrong with the link that the page was opened with, and how to be done with it. */
export function useLink(
  selection: Selection,
  select: (selection: Selection) => void,
): [readonly LinkProblem[], () => void] {
  const [problems, setProblems] = useState<readonly LinkProblem[]>([]);
  const written = useRef<string | null>(null);
  const first = useRef(selection);
  const { scenario } = selection;

  useEffect(() => {
    const read = async () => {
      const hash = location.hash.slice(1);
      if (hash === written.current || !hash.includes("=")) return;
      const { openLink } = await import("../links/open.ts");
      const opened = await openLink(hash, scenario);
      setProblems(opened.problems);
      select(opened.selection);
    };
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [scenario, select]);

  useEffect(() => {
    if (selection === first.current) return;
    const timer = setTimeout(async () => {
      written.current = await hashOf(selection, null);
      history.replaceState(history.state, "", `#${written.current}`);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [selection]);

  return [problems, () => setProblems([])];
}

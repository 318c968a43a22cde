/**
 * Keeps what is selected in the address, after the #, and reads it from there. What a stranger's link says is checked in src/links;
 * that code is only fetched where there is a link.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { encode } from "../links/encode.ts";
import { versionOf } from "../links/version.ts";
import type { Selection } from "./session.ts";

/** Browsers refuse to change an address more than a hundred times in half a minute. */
const SETTLED_MS = 400;

/** What was wrong with the link that the page was opened with, in sentences. */
export function useLink(selection: Selection, select: (selection: Selection) => void): string[] {
  const [problems, setProblems] = useState<string[]>([]);
  const written = useRef<string | null>(null);
  const first = useRef(selection);
  const { scenario } = selection;

  useEffect(() => {
    const read = async () => {
      const hash = location.hash.slice(1);
      if (hash === written.current || !hash.includes("=")) return;
      const { openLink } = await import("./openLink.ts");
      const { problems, ...found } = await openLink(hash, scenario);
      setProblems(problems);
      select({ ...first.current, ...found });
    };
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [scenario, select]);

  useEffect(() => {
    if (selection === first.current) return;
    const timer = setTimeout(async () => {
      const { kernels, without, choices, step } = selection;
      written.current = await encode({
        version: versionOf(scenario),
        scenario: null,
        kernels: [...kernels],
        without: [...without],
        choices: choices && [...choices],
        step,
      });
      history.replaceState(history.state, "", `#${written.current}`);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [selection, scenario]);

  return problems;
}

/**
 * Keeps what is selected in the address, after the #, and reads it from there. What a stranger's link says is checked in src/engine/links;
 * that code is only fetched where there is a link.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { keep, type Selection } from "../../engine/compare/session.ts";
import { linkIn } from "../../engine/links/fragment.ts";
import { type LinkProblem, problem } from "../../engine/links/problem.ts";
import { messageOf } from "../../engine/message.ts";
import { askInstead, startAway } from "../away/away.ts";
import { useClient } from "../away/useClient.ts";
import { hashOf } from "../links/hash.ts";

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
  /** One for all links that this page is given. */
  const away = useClient(startAway);

  useEffect(() => {
    const read = async () => {
      const hash = location.hash.slice(1);
      if (hash === written.current || linkIn(hash) === null) return;
      try {
        const { openLink } = await import("../../engine/links/open.ts");
        // Whatever a stranger's link makes of the scenario is run away from the page.
        const opened = await openLink(hash, scenario, (link) => askInstead(away, "select", { link, scenario }));
        keep(opened.selection, opened.session);
        setProblems(opened.problems);
        select(opened.selection);
      } catch (error) {
        setProblems([notOpened(error)]);
      }
    };
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, [scenario, select]);

  useEffect(() => {
    if (selection === first.current) return;
    const timer = setTimeout(async () => {
      // What is too long for an address has none: the one before it would be of something else.
      written.current = await hashOf(selection, null).catch(() => "");
      history.replaceState(history.state, "", written.current === "" ? location.pathname : `#${written.current}`);
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [selection]);

  return [problems, () => setProblems([])];
}

function notOpened(error: unknown): LinkProblem {
  const why = messageOf(error);
  return problem(null, `it cannot be opened: ${why}`, "a link that can be run", "The scenario's own run is shown.");
}

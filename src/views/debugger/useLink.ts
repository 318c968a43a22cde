/**
 * Keeps what is selected in the address, after the #, and reads it from there, so that Back leads to what was looked at before. What a stranger's
 * link says is checked in src/engine/links; that code is only fetched where there is a link.
 */

import { useEffect, useRef, useState } from "preact/hooks";
import { keep, type Selection } from "../../engine/compare/session.ts";
import { linkIn } from "../../engine/links/fragment.ts";
import { type LinkProblem, problem } from "../../engine/links/problem.ts";
import { messageOf } from "../../engine/message.ts";
import type { Scenario } from "../../engine/scenario/scenario.ts";
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
  const first = useRef(selection);
  const [address] = useState(() => new Address(selection));
  // What a link selects may run on another memory.
  const { scenario } = first.current;
  /** One for all links that this page is given. */
  const away = useClient(startAway);

  useEffect(() => {
    const read = async () => {
      const hash = location.hash.slice(1);
      if (hash === address.written) return;
      if (linkIn(hash) === null) {
        // Back to before anything was chosen; a heading of the page is no choice.
        if (hash === "" && address.written !== null) select(address.shown(first.current));
        return;
      }
      try {
        const { openLink } = await import("../../engine/links/open.ts");
        // Whatever a stranger's link makes of the scenario is run away from the page.
        const opened = await openLink(hash, scenario, (link) => askInstead(away, "select", { link, scenario }));
        keep(opened.selection, opened.session);
        setProblems(opened.problems);
        select(address.shown(opened.selection));
      } catch (error) {
        setProblems([notOpened(error)]);
      }
    };
    read();
    addEventListener("popstate", read);
    return () => removeEventListener("popstate", read);
  }, [scenario, select]);

  useEffect(() => address.show(selection), [selection]);
  useEffect(() => () => address.leave(), []);

  return [problems, () => setProblems([])];
}

/** A step replaces the entry of the history that it belongs to; another place than that begins one. */
class Address {
  /** What was written last; null: nothing yet. */
  written: string | null = null;
  private readonly own: Scenario;
  private place: string;
  private settled: Selection;
  private latest: Selection;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other, whatever each of them waits for. */
  private queue = Promise.resolve();
  private left = false;

  constructor(selection: Selection) {
    this.own = selection.scenario;
    this.place = placeOf(selection);
    this.settled = selection;
    this.latest = selection;
  }

  /** What the address says already: it is not written again at once. */
  shown(selection: Selection): Selection {
    clearTimeout(this.timer);
    this.place = placeOf(selection);
    this.written = location.hash.slice(1);
    this.latest = selection;
    this.settle();
    return selection;
  }

  show(selection: Selection): void {
    if (selection === this.latest) return;
    clearTimeout(this.timer);
    const place = placeOf(selection);
    if (place !== this.place) {
      if (this.settled !== this.latest) this.write(this.latest, "replaceState");
      this.write(selection, "pushState");
      this.place = place;
    }
    this.latest = selection;
    this.settle();
  }

  /** The player is gone, and the address is another's: what was still to be written would be taken for a link to that. */
  leave(): void {
    clearTimeout(this.timer);
    this.left = true;
  }

  private settle(): void {
    this.timer = setTimeout(() => {
      if (this.settled !== this.latest) this.write(this.latest, "replaceState");
    }, SETTLED_MS);
  }

  private write(selection: Selection, how: "pushState" | "replaceState"): void {
    this.settled = selection;
    this.queue = this.queue.then(async () => {
      // What is too long for an address has none: the one before it would be of something else.
      this.written = await hashOf(selection, null, this.own).catch(() => "");
      if (this.left) return;
      history[how](history.state, "", this.written === "" ? location.pathname : `#${this.written}`);
    });
  }
}

/** All that a reader goes back to: not the step, nor the steps of a race, which are undone one by one. */
function placeOf({
  scenario,
  kernels,
  inView,
  without,
  invariants = true,
  choices,
  panel = "watch",
  searched = false,
}: Selection): string {
  const order = choices === null || panel === "race" ? null : choices.join(".");
  return JSON.stringify([
    scenario.machine.memory,
    kernels,
    inView ?? kernels[0],
    without,
    invariants,
    order,
    panel,
    searched,
  ]);
}

function notOpened(error: unknown): LinkProblem {
  const why = messageOf(error);
  return problem(null, `it cannot be opened: ${why}`, "a link that can be run", "The scenario's own run is shown.");
}

/** Keeps the focus on the tabs. Each panel is a screen of its own, so that the tab that was pressed goes with the screen that it was on. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** `shown`: changes with the screen. */
export function useTabFocus(shown: unknown): void {
  const before = useRef(shown);
  // Asked before the screen changes, as afterwards nothing has the focus.
  const tab = before.current === shown ? null : document.activeElement?.closest(".debugger [role=tab]");
  const place = tab?.closest(".debugger")?.parentElement;
  useLayoutEffect(() => {
    before.current = shown;
    place?.querySelector<HTMLElement>(".debugger [role=tab][aria-selected=true]")?.focus();
  }, [shown]);
}

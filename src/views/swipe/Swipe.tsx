/** Panels: side by side where there is room, one at a time to be swiped, or asked for by name, where there is not. Who uses it says when. */
import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import "./swipe.css";

interface Props {
  /** As many as there are panels. */
  names: readonly string[];
  /** Nothing in the panels can have the focus, so they take it themselves: the arrow keys swipe them. */
  focusable?: boolean;
  children: ComponentChildren;
}

export function Swipe({ names, focusable = false, children }: Props): VNode {
  const panels = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(0);
  return (
    <>
      <fieldset class="swipe-to" aria-label="Panel to look at">
        {names.map((name, at) => (
          <button
            key={name}
            type="button"
            aria-pressed={shown === at}
            onClick={() => panels.current?.scrollTo({ left: at * panels.current.clientWidth })}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <div
        class="panels"
        ref={panels}
        {...(focusable && { tabIndex: 0 })}
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) => setShown(Math.round(scrollLeft / clientWidth))}
      >
        {children}
      </div>
    </>
  );
}

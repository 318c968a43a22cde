/** The three panels: side by side where there is room, one at a time to be swiped where there is not. */
import type { ComponentChildren, VNode } from "preact";
import { useRef, useState } from "preact/hooks";

const NAMES = ["Steps", "Code", "Memory"];

export function Swipe({ children }: { children: ComponentChildren }): VNode {
  const panels = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(0);
  return (
    <>
      <fieldset class="swipe-to" aria-label="Panel to look at">
        {NAMES.map((name, at) => (
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
        onScroll={({ currentTarget: { scrollLeft, clientWidth } }) => setShown(Math.round(scrollLeft / clientWidth))}
      >
        {children}
      </div>
    </>
  );
}

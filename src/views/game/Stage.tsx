/** What a level is played on: buttons, what has come of it, and the run beside the code. On a phone the last two are swiped, and the buttons stay. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ShownCode } from "../code/ShownCode.tsx";
import { Swipe } from "../swipe/Swipe.tsx";
import type { LevelProps } from "./props.ts";

interface Props extends Pick<LevelProps, "level" | "code"> {
  /** What is pressed. */
  bar: VNode;
  told: ComponentChildren;
  won: boolean;
  /** Of the first panel. */
  name: string;
  children: ComponentChildren;
  /** Changes when there is more of it. */
  length?: number;
}

export function Stage({ level, code, bar, told, won, name, children, length = 0 }: Props): VNode {
  const run = useRef<HTMLDivElement>(null);
  // Where the panels are swiped, all of the stage fits a window, and the end of the run is what the reader waits for.
  useEffect(() => {
    const panels = run.current?.parentElement;
    if (length === 0 || !run.current || !panels || panels.scrollWidth <= panels.clientWidth) return;
    run.current.scrollTop = run.current.scrollHeight;
    run.current.closest(".game")?.scrollIntoView();
  }, [length]);
  return (
    <>
      <div class="game-bar">{bar}</div>
      <div role="status" class={won ? "game-told game-won" : "game-told"}>
        {told}
      </div>
      <Swipe names={[name, "Code"]}>
        <div class="game-run" ref={run}>
          {children}
          <details class="game-hint">
            <summary>A hint</summary>
            <p>{level.hint}</p>
          </details>
        </div>
        <div class="game-code">
          {code.map((each) => (
            <ShownCode key={each.name} {...each} />
          ))}
        </div>
      </Swipe>
    </>
  );
}

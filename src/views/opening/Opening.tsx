/**
 * The first two minutes: a strip of memory, one page in the way, and a race that the reader loses and wins, in six scenes. The build draws the
 * first one; `element.ts` brings this to life when the reader presses the button.
 */
import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { must } from "../../engine/must.ts";
import { Swipe } from "../swipe/Swipe.tsx";
import { inEachEra } from "./Eras.tsx";
import { doesNotFit, moved } from "./First.tsx";
import { Memory } from "./Memory.tsx";
import { Panels, panelsOf } from "./Panels.tsx";
import type { OpeningProps } from "./props.ts";
import { checked, outcome, yourTurn } from "./Race.tsx";
import { type Moment, WORST } from "./runs.ts";
import type { Scene, Story } from "./scene.ts";

export const SCENES: readonly ((story: Story) => Scene)[] = [doesNotFit, moved, yourTurn, outcome, checked, inEachEra];

/** `at`: the scene to begin with. */
export function Opening({ at: first = 0, ...props }: OpeningProps & { at?: number }): VNode {
  const [at, setAt] = useState(first);
  const [moment, choose] = useState<Moment>(WORST);
  const scene = useMemo(() => must(SCENES[at], "such scene")({ ...props, moment, choose }), [at, moment]);
  const root = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(first);
  // What is new begins there, for whoever listens, and for whoever has scrolled.
  useEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    const isWhole = (root.current?.getBoundingClientRect().bottom ?? 0) <= innerHeight;
    heading.current?.focus({ preventScroll: true });
    if (!isWhole) root.current?.scrollIntoView();
  }, [at]);
  return (
    <div class="opening" data-scene={at} ref={root}>
      <Memory uses={scene.uses} note={scene.note} {...(scene.moved !== undefined && { moved: scene.moved })} />
      <div class="opening-scene" data-era={scene.era}>
        <h2 ref={heading} tabIndex={-1} class={scene.tone}>
          {scene.heading}
        </h2>
        <Swipe key={at} focusable names={panelsOf(scene).map(({ name }) => name)}>
          <Panels scene={scene} />
        </Swipe>
        <p class="opening-act">
          {scene.action !== undefined && (
            <button
              type="button"
              class="opening-main"
              data-go={scene.leads ?? at + 1}
              onClick={() => setAt(scene.leads ?? at + 1)}
            >
              {scene.action}
            </button>
          )}
          {scene.leave && (
            <a class="opening-main" href={scene.leave.to}>
              {scene.leave.text}
            </a>
          )}
          {at > 0 && (
            <button type="button" class="opening-back" onClick={() => setAt(at === SCENES.length - 1 ? 0 : at - 1)}>
              {at === SCENES.length - 1 ? "Once more" : "Back"}
            </button>
          )}
          <span class="opening-at">
            {at + 1} of {SCENES.length}
          </span>
        </p>
      </div>
    </div>
  );
}

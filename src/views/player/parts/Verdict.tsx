/** The verdict on the step in view, always in sight: what happened to whom, and the kernel's own line. */
import type { ComponentChildren, VNode } from "preact";
import type { Scene } from "../scene.ts";
import { toldAt } from "../told.ts";
import { useAsked } from "../useAsked.ts";
import { LinuxOf } from "./LinuxOf.tsx";
import "./verdict.css";

interface Props {
  scene: Scene;
  /** Where a panel has a word of its own for where the reader stands. */
  badge: string | null;
  /** What the kernel in view is held against. */
  held: ComponentChildren;
  /** Steps come too fast to be read out. */
  isQuiet: boolean;
}

export function Verdict({ scene, badge, held, isQuiet }: Props): VNode {
  const { column, isEnd } = scene;
  const { verdict } = column.trace;
  const [guard = null] = isEnd && verdict.kind !== "ok" ? scene.of.without : [];
  const told = toldAt(scene, useAsked(scene, guard));
  return (
    <section class={`verdict ${told.mood}`} aria-label="Verdict">
      <p class="badge">{isEnd ? told.badge : (badge ?? told.badge)}</p>
      <div class="said" aria-live={isQuiet ? "off" : "polite"}>
        <p class="sentence">{told.headline}</p>
        <p class="detail">{told.detail}</p>
      </div>
      <p class="kernels-line">
        {told.line !== "" ? (
          <>
            <small>{told.word}, in the kernel's own words</small>
            <code>{told.line}</code>
          </>
        ) : (
          <LinuxOf scene={scene} />
        )}{" "}
        {held}
      </p>
    </section>
  );
}

/** A scene that nobody can touch: without JavaScript, and on paper. */
import type { VNode } from "preact";
import { Memory } from "./Memory.tsx";
import type { Scene } from "./scene.ts";

export function StillScene({ scene }: { scene: Scene }): VNode {
  const { uses, note, moved, heading, tone, words, figure } = scene;
  return (
    <section class="opening">
      <Memory uses={uses} note={note} {...(moved !== undefined && { moved })} />
      <div class="opening-scene">
        <div class="opening-say">
          <h2 class={tone}>{heading}</h2>
          {words}
        </div>
        <div class="opening-figure">{figure}</div>
      </div>
    </section>
  );
}

/** A scene that nobody can touch: without JavaScript, and on paper. */
import type { VNode } from "preact";
import { Memory } from "./Memory.tsx";
import { Panels } from "./Panels.tsx";
import type { Scene } from "./scene.ts";

export function StillScene({ scene }: { scene: Scene }): VNode {
  const { uses, note, moved, heading, tone, era } = scene;
  return (
    <section class="opening">
      <Memory uses={uses} note={note} {...(moved !== undefined && { moved })} />
      <div class="opening-scene" data-era={era}>
        <h2 class={tone}>{heading}</h2>
        <Panels scene={scene} />
      </div>
    </section>
  );
}

/** What a scene says, and what that is about: beside each other on a desk, to be swiped on a phone. */
import type { VNode } from "preact";
import type { Panel, Scene } from "./scene.ts";

export function panelsOf({ words, panels }: Scene): Panel[] {
  return [...(words === null ? [] : [{ name: "Story", content: words }]), ...panels];
}

export function Panels({ scene }: { scene: Scene }): VNode {
  return (
    <>
      {panelsOf(scene).map(({ name, content }) => (
        <div key={name} class={content === scene.words ? "opening-said" : "opening-figure"}>
          {content}
        </div>
      ))}
    </>
  );
}

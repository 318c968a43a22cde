/** The kernel in view, and which guards are out. */
import type { VNode } from "preact";
import type { Scene } from "../scene.ts";

export function LinuxOf({ scene }: { scene: Scene }): VNode {
  const { kernel, without } = scene.column.trace;
  return (
    <>
      <small>Linux {kernel.release}</small>
      <span>{without.length === 0 ? "all guards in place" : `without ${without.join(", ")}`}</span>
    </>
  );
}

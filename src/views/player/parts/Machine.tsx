/** The machine after the step: the strip of pages, struct page of those concerned, who holds what, and why a value is what it is. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Asking } from "../asking.ts";
import type { Scene } from "../scene.ts";
import { Changes } from "./Changes.tsx";
import { Held } from "./Held.tsx";
import { Invariants } from "./Invariants.tsx";
import { Late } from "./Late.tsx";
import { Pages } from "./Pages.tsx";
import { Strip } from "./Strip.tsx";
import { Why } from "./Why.tsx";
import "./machine.css";

interface Props {
  scene: Scene;
  asking: Asking;
  go: (step: number) => void;
  /** More about the step. */
  children?: ComponentChildren;
}

export function Machine({ scene, asking, go, children }: Props): VNode {
  const { moment } = scene;
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => choose(null), [scene.step, scene.column]);
  const pages = chosen === null ? moment.pages : [chosen];
  return (
    <section class="machine" aria-label="Machine" tabIndex={-1}>
      <header>
        <h2>The machine</h2> <span class="aside">click a value: who wrote it?</span>
      </header>
      <section class="state" tabIndex={0} aria-label="State of the machine">
        <Strip scene={scene} shown={pages} choose={choose} />
        <Pages scene={scene} pages={pages} asking={asking} />
        <Held scene={scene} pages={pages} />
        <Late steps={scene.column.trace.steps.slice(0, moment.taken)} />
        <Changes moment={moment} asking={asking} />
        {children}
        <Invariants moment={moment} />
      </section>
      <Why scene={scene} asking={asking} go={go} />
    </section>
  );
}

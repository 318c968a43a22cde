/** All about one run at one step. The parts stand in the same rows of a grid in every column, so that eras can be read across. */
import type { ComponentChildren, VNode } from "preact";
import type { GuardSwitches } from "../guards.ts";
import type { Moment } from "../moment.ts";
import { Changes } from "./Changes.tsx";
import { Code } from "./Code.tsx";
import { Head } from "./Head.tsx";
import { Held } from "./Held.tsx";
import { Invariants } from "./Invariants.tsx";
import { Pages } from "./Pages.tsx";
import "./column.css";

interface Props {
  moment: Moment;
  index: number;
  kernels: readonly string[];
  choose: (kernels: string[]) => void;
  badge: ComponentChildren;
  guards: GuardSwitches;
  /** Where one column fits. */
  isShown: boolean;
}

export function EraColumn({ moment, index, kernels, choose, badge, guards, isShown }: Props): VNode {
  const { era, kernel } = moment.column;
  return (
    <article class={isShown ? "column shown" : "column"} data-era={era} data-kernel={kernel} aria-label={kernel}>
      <Head {...{ moment, index, kernels, choose, badge }} />
      <Code moment={moment} guards={guards} />
      <Changes moment={moment} />
      <Pages moment={moment} />
      <Held moment={moment} />
      <Invariants moment={moment} />
    </article>
  );
}

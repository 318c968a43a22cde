/** Which kernel a column shows, how its run ends, and what the kernel is held against. */

import type { ComponentChildren, VNode } from "preact";
import { ERAS } from "../../../../models/index.ts";
import { must } from "../../../engine/must.ts";
import type { Moment } from "../moment.ts";

interface Props {
  moment: Moment;
  index: number;
  kernels: readonly string[];
  choose: (kernels: string[]) => void;
  badge: ComponentChildren;
}

const KERNELS = ERAS.map(({ id, releases }) => ({ id, names: releases.map((release) => `${id}@${release.id}`) }));
const STAGES = ERAS.flatMap(({ id, stages }) =>
  stages.map((release) => ({ series: release.stage.series, name: `${id}@${release.id}` })),
);
/** What a reader chooses from. */
const GROUPS = [
  ...KERNELS.map(({ id, names }) => ({ label: id as string, names })),
  ...[...Map.groupBy(STAGES, ({ series }) => series)].map(([series, stages]) => ({
    label: `patches of ${series}`,
    names: stages.map(({ name }) => name),
  })),
];

export function Head({ moment, index, kernels, choose, badge }: Props): VNode {
  const { kernel, era } = moment.column;
  const others = KERNELS.flatMap(({ names }) => names).filter((name) => !kernels.includes(name));
  return (
    <header>
      <label>
        <span class="sr-only">Kernel of column {index + 1}</span>
        <select value={kernel} onChange={(event) => choose(kernels.with(index, event.currentTarget.value))}>
          {GROUPS.map(({ label, names }) => (
            <optgroup key={label} label={label}>
              {names.map((name) => (
                <option key={name} value={name} disabled={name !== kernel && kernels.includes(name)}>
                  {name.replace("@", ", Linux ")}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {kernels.length > 1 && (
        <button type="button" aria-label={`Take ${kernel} away`} onClick={() => choose(kernels.toSpliced(index, 1))}>
          ×
        </button>
      )}
      {kernels.length < 3 && index === kernels.length - 1 && (
        <button type="button" onClick={() => choose([...kernels, nearest(others, era)])}>
          + kernel
        </button>
      )}
      {badge}
    </header>
  );
}

/** What comes next to a column: the reference kernel of an era that is not there yet. */
function nearest(others: readonly string[], era: string): string {
  const references = KERNELS.flatMap(({ id, names }) => (id === era ? [] : names.slice(0, 1)));
  return references.find((name) => others.includes(name)) ?? must(others[0], "first other");
}

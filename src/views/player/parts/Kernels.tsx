/** Which kernels are run and compared: at most one for each tab. */
import type { ComponentChildren, VNode } from "preact";
import { useId } from "preact/hooks";
import { ERAS } from "../../../../models/index.ts";
import { MAX_KERNELS } from "../../../engine/compare/session.ts";
import { must } from "../../../engine/must.ts";
import { fullName } from "../eras.ts";

interface Props {
  kernels: readonly string[];
  choose: (kernels: string[]) => void;
  /** Said after the name: on which memory, where not all CPUs see the same. */
  memory: string;
  children?: ComponentChildren;
}

const KERNELS = ERAS.map(({ id, releases }) => ({ id, names: releases.map((release) => `${id}@${release.id}`) }));
const STAGES = ERAS.flatMap(({ id, stages }) =>
  stages.map((release) => ({ series: release.stage.series, name: `${id}@${release.id}` })),
);
/** What a reader chooses from. */
const GROUPS = [
  ...KERNELS.map(({ id, names }) => ({ label: id, names })),
  ...[...Map.groupBy(STAGES, ({ series }) => series)].map(([series, stages]) => ({
    label: `patches of ${series}`,
    names: stages.map(({ name }) => name),
  })),
];

export function Kernels({ kernels, choose, memory, children }: Props): VNode {
  const id = useId();
  const chosen = kernels.map(fullName);
  const others = KERNELS.flatMap(({ names }) => names).filter((name) => !chosen.includes(name));
  return (
    <>
      <button type="button" class="kernels-button" popovertarget={id}>
        Kernels{memory}
      </button>
      <div popover="auto" id={id} class="sheet" role="dialog" aria-label="Kernels to compare">
        <h3>Kernels to compare</h3>
        <ul>
          {chosen.map((kernel, index) => (
            <li key={kernel}>
              <select
                value={kernel}
                aria-label={`Kernel ${index + 1}`}
                onChange={(event) => choose(kernels.with(index, event.currentTarget.value))}
              >
                {GROUPS.map(({ label, names }) => (
                  <optgroup key={label} label={label}>
                    {names.map((name) => (
                      <option key={name} value={name} disabled={name !== kernel && chosen.includes(name)}>
                        {name.replace("@", ", Linux ")}
                      </option>
                    ))}
                  </optgroup>
                ))}
              </select>
              {kernels.length > 1 && (
                <button
                  type="button"
                  aria-label={`Take ${kernel} away`}
                  onClick={() => choose(kernels.toSpliced(index, 1))}
                >
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
        {kernels.length < MAX_KERNELS && (
          <button type="button" onClick={() => choose([...kernels, nearest(others, chosen)])}>
            + kernel
          </button>
        )}
        {children}
      </div>
    </>
  );
}

/** The reference kernel of an era that is not there yet. */
function nearest(others: readonly string[], chosen: readonly string[]): string {
  const references = KERNELS.flatMap(({ id, names }) =>
    chosen.some((name) => name.startsWith(`${id}@`)) ? [] : names.slice(0, 1),
  );
  return references.find((name) => others.includes(name)) ?? must(others[0], "first other");
}

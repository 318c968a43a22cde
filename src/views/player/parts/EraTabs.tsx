/** The kernels of the selection, one of which is in view; ≠ on those that take another step here. */
import type { VNode } from "preact";
import { fullName, yearOf } from "../eras.ts";

interface Props {
  kernels: readonly string[];
  inView: string;
  /** Full names of those that differ at this step. */
  differing: readonly string[];
  look: (kernel: string) => void;
}

export function EraTabs({ kernels, inView, differing, look }: Props): VNode {
  return (
    <fieldset class="eras" aria-label="Kernel in view">
      {kernels.map((kernel) => {
        const name = fullName(kernel);
        const [era = "", release] = name.split("@");
        const isOnly = kernels.filter((each) => each.startsWith(era)).length === 1;
        const differs = differing.includes(name);
        return (
          <button
            key={kernel}
            type="button"
            data-era={era}
            aria-pressed={kernel === inView}
            onClick={() => look(kernel)}
          >
            <b>{era}</b> {isOnly ? yearOf(era) : release}
            {differs && (
              <>
                <span aria-hidden="true"> ≠</span>
                <span class="sr-only">, differs here</span>
              </>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}

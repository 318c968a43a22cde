/** A task, and the code that it is about, next to each other where there is room. */
import type { ComponentChildren, VNode } from "preact";
import { type Shown, ShownCode } from "../code/ShownCode.tsx";
import "../code/shown_code.css";
import "../lanes/lanes.css";

interface Props {
  code: Shown | null;
  /** "check 1". */
  of: string;
  children: ComponentChildren;
}

export function Beside({ code, of, children }: Props): VNode {
  return (
    <div class="beside">
      <div>{children}</div>
      {code && <ShownCode {...code} of={of} />}
    </div>
  );
}

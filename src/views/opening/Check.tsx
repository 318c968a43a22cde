/** The lines that ask, in the language in which the site is read. */
import type { VNode } from "preact";
import type { EraWords } from "./props.ts";

/** `out`: the kernel runs without them. */
export function Check({ code, out = false }: Pick<EraWords, "code"> & { out?: boolean }): VNode {
  const Kept = out ? "del" : "ins";
  return (
    <>
      <pre class="opening-code as-c">
        <Kept>{code.c}</Kept>
      </pre>
      <pre class="opening-code as-typescript">
        <Kept>{code.typescript}</Kept>
      </pre>
    </>
  );
}

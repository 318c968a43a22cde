/** The function that is being changed, as C: as it was before the change, because what prints it runs when the site is built. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { C_TITLE, type CFile, type CFunction, cFileAddress } from "../../engine/source/c_view.ts";
import { ShownCode } from "../code/ShownCode.tsx";
import "../code/shown_code.css";

interface Props {
  /** "flags@6.17" */
  kernel: string;
  file: string;
  /** What the TypeScript calls it. */
  name: string;
}

async function fetchFunction({ kernel, file, name }: Props): Promise<CFunction | "none"> {
  const response = await fetch(`${import.meta.env.BASE_URL}/${cFileAddress(kernel, file)}`.replace("//", "/"));
  // A file of which nothing is shown as C is not there.
  if (response.status === 404) return "none";
  if (!response.ok) throw new Error(`The C can't be loaded (${response.status}). Close this and open it again.`);
  const { functions }: CFile = await response.json();
  return functions.find(({ declared }) => declared === name) ?? "none";
}

type Found = CFunction | "fetching" | "none" | { failed: string };

export function AsC({ kernel, file, name }: Props): VNode {
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<Found>("fetching");
  useEffect(() => {
    if (!isOpen) return;
    fetchFunction({ kernel, file, name }).then(setFound, (error: Error) => setFound({ failed: error.message }));
  }, [isOpen]);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>As C, before your change</summary>
      {found === "fetching" && <p role="status">Fetching the C …</p>}
      {found === "none" && <p>This one has no C: it stands for something that the kernel writes in another way.</p>}
      {typeof found === "object" && "failed" in found && <p class="wrong">{found.failed}</p>}
      {typeof found === "object" && "lines" in found && (
        <ShownCode
          name={found.name}
          file={`${file} on ${kernel}: ${C_TITLE}`}
          lines={found.lines.map(({ tokens }) => ({
            tokens: tokens.map(([text, kind = ""]) => ({ text, kind })),
          }))}
        />
      )}
    </details>
  );
}

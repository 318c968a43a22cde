/** A button that makes a link and puts it on the clipboard; the link stands there too, for those who have none. */

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../engine/message.ts";
import "../../engine/links/links.css";

interface Props {
  label: string;
  /** Rejects with an Error whose message is for the reader. */
  make: () => Promise<string>;
  /** What the link is of: when it changes, the old link is not shown any more. */
  of: unknown;
}

type State = { url: string; says: string } | { url: null; says: string };

export function CopyLink({ label, make, of }: Props): VNode {
  const [state, setState] = useState<State>({ url: null, says: "" });
  const field = useRef<HTMLInputElement>(null);
  // Before the next click can come, which asks for the new link.
  useLayoutEffect(() => setState({ url: null, says: "" }), [of]);

  const copy = async () => {
    try {
      const url = await make();
      setState({ url, says: await intoClipboard(url) });
      field.current?.select();
    } catch (error) {
      setState({ url: null, says: messageOf(error) });
    }
  };

  return (
    <div class="copy-link not-content">
      <button type="button" onClick={copy}>
        {label}
      </button>
      {state.url !== null && (
        <input
          ref={field}
          readOnly
          value={state.url}
          aria-label="The link"
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <span role="status">{state.says}</span>
    </div>
  );
}

/** Clipboards are refused now and then, and missing where the page did not come by HTTPS. */
async function intoClipboard(url: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(url);
    return "Copied.";
  } catch {
    return "Copy it from the field.";
  }
}

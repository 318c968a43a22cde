/** The workshop: a bench for the text that its address, the reader's draft or the annotated example gives it. */
import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Bench } from "./Bench.tsx";
import { type Start, startWith } from "./open.ts";
import type { Templates } from "./Toolbar.tsx";
import "../code/editor.css";
import "../desk.css";
import "./workshop.css";

interface Props {
  /** What there is to start from in any case. */
  example: string;
  templates: Templates;
  /** The folder that holds the files of the scenarios. */
  folder: string;
}

export default function Workshop({ example, templates, folder }: Props): VNode {
  const [start, setStart] = useState<{ number: number; with: Start } | null>(null);
  const shipped = { folder, ids: templates.flatMap(({ scenarios }) => scenarios.map(({ id }) => id)) };

  useEffect(() => {
    let number = 0;
    const open = async () => {
      const mine = ++number;
      const found = await startWith(location.hash, shipped, example);
      if (mine === number) setStart({ number, with: found });
    };
    // The address of an open page can be replaced by a link.
    addEventListener("hashchange", open);
    open();
    return () => removeEventListener("hashchange", open);
  }, []);

  if (start === null) return <p>Opening the workshop …</p>;
  return <Bench key={start.number} start={start.with} {...{ example, templates, shipped }} />;
}

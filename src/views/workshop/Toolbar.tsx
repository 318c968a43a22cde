/** Where a text comes from and where it goes to: templates, files, links. */
import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { CopyLink } from "../links/CopyLink.tsx";

/** Scenarios to start from, as the site groups them. */
export type Templates = readonly { title: string; scenarios: readonly { id: string; title: string }[] }[];

interface Props {
  templates: Templates;
  canRun: boolean;
  canUndo: boolean;
  text: string;
  onRun: () => void;
  onTemplate: (id: string) => void;
  onFile: (file: File) => void;
  onDownload: () => void;
  onUndo: () => void;
  makeLink: () => Promise<string>;
}

export function Toolbar(props: Props): VNode {
  const { templates, canRun, canUndo, text, onRun, onTemplate, onFile, onDownload, onUndo, makeLink } = props;
  const file = useRef<HTMLInputElement>(null);
  return (
    <div class="toolbar">
      <button type="button" class="run" disabled={!canRun} onClick={onRun}>
        Run
      </button>
      <Choose templates={templates} onTemplate={onTemplate} />
      <button type="button" onClick={() => file.current?.click()}>
        Open a file
      </button>
      <input
        ref={file}
        type="file"
        accept=".yaml,.yml,text/yaml,application/yaml"
        hidden
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen) onFile(chosen);
          currentTarget.value = "";
        }}
      />
      <button type="button" onClick={onDownload}>
        Download
      </button>
      {canUndo && (
        <button type="button" onClick={onUndo}>
          Bring my text back
        </button>
      )}
      <CopyLink label="Copy link" make={makeLink} of={text} />
    </div>
  );
}

/** Nothing is replaced while one is still looking through the list. */
function Choose({ templates, onTemplate }: Pick<Props, "templates" | "onTemplate">): VNode {
  const [chosen, setChosen] = useState("start");
  return (
    <span class="choose">
      <label for="template">Start from</label>
      <select id="template" value={chosen} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
        <option value="start">An annotated example</option>
        {templates.map(({ title, scenarios }) => (
          <optgroup key={title} label={title}>
            {scenarios.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <button type="button" onClick={() => onTemplate(chosen)}>
        Load
      </button>
    </span>
  );
}

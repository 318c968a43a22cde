/** An era's function, to be changed; what has been changed so far is the patch. */
import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { ERAS, NEWEST } from "../../../models/index.ts";
import { AsC } from "./AsC.tsx";
import { CodeEditor } from "./CodeEditor.tsx";
import { type Addresses, fetchModels, type ModelsFile } from "./machinery.ts";
import { diffOf, replaced } from "./made.ts";

interface Props {
  addresses: Addresses;
  /** To begin with. */
  at: { file: string; name: string } | null;
  onPatch: (patch: string) => void;
}

export function Pick({ addresses, at, onPatch }: Props): VNode {
  const [models, setModels] = useState<ModelsFile | { failed: string } | null>(null);
  const [folder, setFolder] = useState<string>(NEWEST.id);
  const [id, setId] = useState("");
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    if (at === null) return;
    setFolder(folderOf(at.file));
    setId(`${at.file} ${at.name}`);
  }, [at]);
  useEffect(() => {
    fetchModels(addresses).then(setModels, (error: Error) => setModels({ failed: error.message }));
  }, []);
  const own = useMemo(
    () =>
      models && "files" in models ? models.functions.filter(({ file }) => file.startsWith(`models/${folder}/`)) : [],
    [models, folder],
  );
  const picked = own.find(({ file, name }) => `${file} ${name}` === id);
  if (models === null) return <p role="status">Fetching the models …</p>;
  if ("failed" in models) return <p class="wrong">{models.failed}</p>;

  const given = (): string => {
    if (!picked) return "";
    return (
      changed[id] ??
      (models.files[picked.file] ?? "")
        .split("\n")
        .slice(picked.line - 1, picked.last)
        .join("\n")
    );
  };
  const edit = (text: string) => {
    const next = { ...changed, [id]: text };
    setChanged(next);
    onPatch(diffOf(models.files, replaced(models, next)));
  };
  return (
    <div class="pick">
      <div class="buttons">
        <label>
          Era{" "}
          <select value={folder} onChange={({ currentTarget }) => setFolder(currentTarget.value)}>
            {ERAS.map((era) => (
              <option key={era.id} value={era.id}>
                {era.id} ({era.month.slice(0, 4)})
              </option>
            ))}
            <option value="machine">all of them: the machine</option>
          </select>
        </label>
        <label>
          Function{" "}
          <select value={id} onChange={({ currentTarget }) => setId(currentTarget.value)}>
            <option value="">Pick one</option>
            {[...own]
              .sort((a, b) => (a.name < b.name ? -1 : 1))
              .map(({ file, name }) => (
                <option key={`${file} ${name}`} value={`${file} ${name}`}>
                  {name}() in {file.split("/").at(-1)}
                </option>
              ))}
          </select>
        </label>
      </div>
      {picked && (
        <CodeEditor
          key={id}
          text={given()}
          label={`${picked.name}() of ${folder}`}
          takesFocus={at !== null && id === `${at.file} ${at.name}`}
          onChange={edit}
        />
      )}
      {picked && <AsC key={`c ${id}`} kernel={kernelOf(folder)} file={picked.file} name={picked.name} />}
    </div>
  );
}

/** "flags" of "models/flags/isolate.ts". */
function folderOf(file: string): string {
  return file.split("/")[1] ?? "";
}

/** The one by which a folder is read as C; what all eras share is read as in the newest. */
function kernelOf(folder: string): string {
  const { id, releases } = ERAS.find((era) => era.id === folder) ?? NEWEST;
  return `${id}@${releases[0].id}`;
}

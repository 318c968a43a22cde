/** content/kernels is read by the names of its files, so a name that nobody asks for would be passed over without a word. */
const HOME = "content/kernels";

/** A sentence for each mistake. `paths`: the YAML files, seen from content/kernels. */
export function folderProblems(paths: readonly string[], patterns: readonly string[]): string[] {
  const inFolders = paths.flatMap((path) => {
    const [folder = "", file] = path.split("/");
    return file === undefined ? [] : [[folder, file] as const];
  });
  const folders = [...new Set(inFolders.map(([folder]) => folder))];
  const nameless = folders
    .filter((folder) => !paths.includes(`${folder}/kernel.yaml`))
    .map(
      (folder) => `${HOME}/${folder} has no kernel.yaml, which says which kernel it was. Try: npm run kernel:convert`,
    );
  const stray = inFolders
    .filter(([, file]) => file !== "kernel.yaml" && !patterns.some((id) => file === `${id}.yaml`))
    .map(
      ([folder, file]) =>
        `${HOME}/${folder}/${file} is of no pattern. Its name is that of one in ${HOME}/patterns.yaml`,
    );
  return [...nameless, ...stray];
}

/** The pages of a folder of content/ as a group of Starlight's sidebar. */
import { proseFiles } from "./files.ts";

export function proseGroup(label: string, folder: string) {
  const items = proseFiles(folder).map(({ slug, head }) => ({ label: head.title, link: `/${folder}/${slug}/` }));
  return { label, collapsed: true, items: [{ label: "Overview", link: `/${folder}/` }, ...items] };
}

/**
 * Prose in data files: `code`, *emphasis* and **strong** as in Markdown. Names of the kernel stand in code font by themselves,
 * and a Message-ID or commit id leads to the archive that has it.
 */
export interface Fragment {
  kind: "text" | "code" | "em" | "strong" | "link";
  text: string;
  href?: string;
}

const PARTS = new RegExp(
  [
    "`(?<code>[^`]+)`",
    "\\*\\*(?<strong>[^*]+)\\*\\*",
    "\\*(?<em>[^*\\s](?:[^*]*[^*\\s])?)\\*",
    "<(?<mail>[^<>\\s]+@[^<>\\s]+)>",
    "\\b(?<commit>(?=[0-9a-f]*[0-9])[0-9a-f]{12})\\b",
    "(?<path>\\b(?:[\\w-]+/)+[\\w-]+\\.(?:c|h|rst)\\b(?::\\w+\\(\\))?)",
    "(?<name>\\b[A-Za-z_]\\w*(?:->\\w+)+(?:\\(\\))?|\\b[A-Za-z_]\\w*\\(\\)|\\b(?:[A-Za-z]\\w*_\\w*|__\\w+)(?:\\(\\))?)",
  ].join("|"),
  "g",
);

export function fragmentsOf(text: string): Fragment[] {
  const fragments: Fragment[] = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    if (match.index > end) fragments.push({ kind: "text", text: text.slice(end, match.index) });
    fragments.push(fragment(match.groups ?? {}, match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) fragments.push({ kind: "text", text: text.slice(end) });
  return fragments;
}

function fragment({ code, strong, em, mail, commit, path, name }: Record<string, string>, whole: string): Fragment {
  if (strong !== undefined) return { kind: "strong", text: strong };
  if (em !== undefined) return { kind: "em", text: em };
  if (mail !== undefined) return { kind: "link", text: whole, href: mailAddress(mail) };
  if (commit !== undefined) return { kind: "link", text: commit, href: commitAddress(commit) };
  return { kind: "code", text: code ?? path ?? name ?? whole };
}

/** Any archive of kernel mailing lists finds a message by its id; this one has most of the lists. */
function mailAddress(id: string): string {
  return `https://lore.kernel.org/all/${encodeURIComponent(id)}/`;
}

function commitAddress(id: string): string {
  return `https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=${id}`;
}

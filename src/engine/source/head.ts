/** What of the kernel a model file follows, by the comment that opens it. */
export interface Head {
  /** "mm/migrate.c". */
  files: string[];
  /** "5.10", "4.8 to 5.19"; empty where the comment names none. */
  versions: string;
}

export const KERNEL_FILE = /\b(?:arch|drivers|fs|include|kernel|lib|mm)\/[\w./-]+\.[ch]\b/g;

export function headOf(text: string): Head {
  const [head = ""] = text.split("*/", 1);
  const [versions = ""] = /\bv?\d+\.\d+(?: to v?\d+\.\d+)?/.exec(head) ?? [];
  return { files: [...new Set(head.match(KERNEL_FILE))], versions: versions.replaceAll("v", "") };
}

/** The programs of the host that a recording needs, and the Debian packages that bring them. */
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Something that the reader can put right. */
export class RecordError extends Error {
  constructor(problem: string, next: string) {
    super(`kernel:record: ${problem}\n${next}`);
    this.name = "RecordError";
  }
}

const NEEDED = {
  "qemu-system-x86_64": "qemu-system-x86",
  "apt-get": "apt",
  "apt-cache": "apt",
  "dpkg-deb": "dpkg",
  busybox: "busybox-static",
  cpio: "cpio",
  xz: "xz-utils",
} as const;

/** Paths by name. */
export function tools(): Record<keyof typeof NEEDED, string> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new RecordError(
      `runs on Linux for x86-64, and this is ${process.platform} on ${process.arch}`,
      "The recordings of content/kernels need no recorder: npm test compares them everywhere.",
    );
  }
  const found = Object.keys(NEEDED).map((name) => [name, which(name)] as const);
  const missing = found.filter(([, path]) => path === null).map(([name]) => name as keyof typeof NEEDED);
  if (missing.length > 0) {
    throw new RecordError(
      `not installed: ${missing.join(", ")}`,
      `Try: apt-get install ${[...new Set(missing.map((name) => NEEDED[name]))].join(" ")}`,
    );
  }
  const paths = Object.fromEntries(found) as Record<keyof typeof NEEDED, string>;
  if (needsLoader(readFileSync(paths.busybox))) {
    throw new RecordError(
      "busybox is not a static one, and the guest has no libraries",
      "Try: apt-get install busybox-static",
    );
  }
  return paths;
}

/** Has an ELF64 file a program header that names a loader (PT_INTERP, elf(5))? */
function needsLoader(file: Buffer): boolean {
  const [start, size, count] = [Number(file.readBigUInt64LE(32)), file.readUInt16LE(54), file.readUInt16LE(56)];
  return Array.from({ length: count }, (_, index) => file.readUInt32LE(start + index * size)).includes(3);
}

function which(name: string): string | null {
  for (const folder of [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"]) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

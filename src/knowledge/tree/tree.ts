/** A kernel source tree, on disk or in a git clone at a tag. It is only read. */

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { saidBy } from "../../engine/message.ts";

export interface Tree {
  /** "6.16", as its Makefile says. */
  version: string;
  /** Null where there is no such file. */
  read(file: string): string | null;
  /** The .c and .h files below a directory, by path; none where it does not exist. */
  list(directory: string): string[];
}

/** Not a kernel tree, or not readable as one. */
export class TreeError extends Error {
  constructor(path: string, problem: string) {
    super(
      `${path}: ${problem}\nExpected: the top of a Linux source tree, the one with MAINTAINERS and mm/\nTry: --tree ~/src/linux`,
    );
    this.name = "TreeError";
  }
}

export function treeOnDisk(path: string): Tree {
  const read = (file: string) => (existsSync(join(path, file)) ? readFileSync(join(path, file), "utf8") : null);
  return {
    version: versionOf(path, read("Makefile")),
    read,
    list(directory) {
      if (!existsSync(join(path, directory))) return [];
      return readdirSync(join(path, directory), { recursive: true, encoding: "utf8" })
        .filter(isSource)
        .map((name) => `${directory}/${name.replaceAll("\\", "/")}`);
    },
  };
}

export function treeAt(path: string, tag: string): Tree {
  const files = new Set(git(path, "ls-tree", "-r", "--name-only", tag).split("\n").filter(isSource));
  const read = (file: string) => (files.has(file) || file === "Makefile" ? git(path, "show", `${tag}:${file}`) : null);
  return {
    version: versionOf(path, read("Makefile")),
    read,
    list: (directory) => [...files].filter((file) => file.startsWith(`${directory}/`)),
  };
}

/** Tags of the mainline releases: "v6.16". Empty for a tree that is no clone, or a clone without tags. */
export function releaseTags(path: string): string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new TreeError(path, "no such directory");
  if (!existsSync(join(path, ".git"))) return [];
  return git(path, "tag", "--list", "v[0-9]*")
    .split("\n")
    .filter((tag) => /^v\d+\.\d+$/.test(tag));
}

function versionOf(path: string, makefile: string | null): string {
  const part = (name: string) => new RegExp(`^${name}\\s*=\\s*(\\d+)`, "m").exec(makefile ?? "")?.[1];
  const [version, patchlevel] = [part("VERSION"), part("PATCHLEVEL")];
  if (version === undefined || patchlevel === undefined) {
    throw new TreeError(path, makefile === null ? "has no Makefile" : "its Makefile names no VERSION and PATCHLEVEL");
  }
  return `${version}.${patchlevel}`;
}

function isSource(name: string): boolean {
  return /\.[ch]$/.test(name);
}

function git(path: string, ...args: string[]): string {
  try {
    return execFileSync("git", ["-C", path, ...args], {
      encoding: "utf8",
      maxBuffer: 2 ** 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const [reason] = saidBy(error).split("\n", 1);
    throw new TreeError(path, `git ${args[0]} failed: ${reason}`);
  }
}

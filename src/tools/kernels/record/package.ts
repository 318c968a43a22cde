/** A kernel's packages of the system's own package client, downloaded and unpacked into a folder. Nothing is installed. */

import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { saidBy } from "../../../engine/message.ts";
import { must } from "../../../engine/must.ts";
import { packagesFor, releasesIn } from "./package_names.ts";
import { RecordError } from "./tools.ts";

export interface KernelPackage {
  /** "linux-image-6.1.0-56-amd64-unsigned 6.1.187-1". */
  name: string;
  /** "6.1.0-56-amd64". */
  uname: string;
  vmlinuz: string;
  /** The folder with the modules. */
  modules: string;
  /** The options that it was compiled with, where the package says so. */
  config: string | null;
}

/** `wanted`: "6.1", or the whole name of a package. */
export function fetchKernel(wanted: string, folder: string): KernelPackage {
  const found = execFileSync("apt-cache", ["search", "--names-only", "^linux-(image|binary|modules)-[0-9]"], {
    encoding: "utf8",
  });
  const known = found.split("\n").map((line) => must(line.split(" ", 1)[0], "first word"));
  const names = packagesFor(known, wanted);
  if (names === null) {
    const releases = releasesIn(known);
    throw new RecordError(
      `the package client knows no kernel ${wanted}`,
      releases.length === 0
        ? "Try: apt-get update"
        : `It knows: ${releases.join(", ")}. Other kernels come from other releases of Debian.`,
    );
  }
  try {
    execFileSync("apt-get", ["download", ...names], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const said = saidBy(error).trim().split("\n").at(-1);
    throw new RecordError(`apt-get could not download ${names.join(" and ")}: ${said}`, "Try: apt-get update");
  }
  const root = join(folder, "package");
  const debs = readdirSync(folder).filter((file) => file.endsWith(".deb"));
  for (const deb of debs) execFileSync("dpkg-deb", ["-x", join(folder, deb), root]);
  const first = must(
    debs.find((deb) => deb.startsWith(`${names[0]}_`)),
    "such package",
  );
  const name = first
    .replace(/_[^_]+\.deb$/, "")
    .replace("_", " ")
    .replaceAll("%3a", ":");
  return { name, ...kernelIn(root, names) };
}

/** What was unpacked: older packages have vmlinuz-UNAME in /boot, newer ones vmlinuz beside the modules. */
export function kernelIn(root: string, names: readonly string[]): Omit<KernelPackage, "name"> {
  const all = readdirSync(root, { recursive: true, encoding: "utf8" });
  const find = (pattern: RegExp) =>
    all.find((file) => pattern.test(file) && lstatSync(join(root, file)).isFile()) ?? null;
  const vmlinuz = find(/(^|\/)vmlinuz(-[^/]+)?$/);
  if (vmlinuz === null) {
    throw new RecordError(
      `${names.join(" and ")}: no kernel in there`,
      "Usually the package only names others that it depends on. Try: apt-cache depends PACKAGE, and one of those",
    );
  }
  const folder = all.find((file) => /(^|\/)lib\/modules\/[^/]+$/.test(file));
  const uname = basename(folder ?? vmlinuz).replace(/^vmlinuz-?/, "");
  // A kernel that has all drivers built in can come without modules.
  const modules = join(root, folder ?? "no-modules");
  mkdirSync(modules, { recursive: true });
  const config = find(/(^|\/)config(-[^/]+)?$/);
  return {
    uname: uname || (/\d.*$/.exec(names[0] ?? "")?.[0] ?? "unknown"),
    vmlinuz: join(root, vmlinuz),
    modules,
    config: config && join(root, config),
  };
}

/** A kernel package of the system's own package client, downloaded and unpacked into a folder. Nothing is installed. */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RecordError } from "./tools.ts";

export interface KernelPackage {
  /** "linux-image-6.1.0-56-amd64-unsigned 6.1.187-1". */
  name: string;
  /** "6.1.0-56-amd64". */
  uname: string;
  vmlinuz: string;
  /** The folder with the modules. */
  modules: string;
}

const FLAVOUR = "-amd64-unsigned";

/** `version`: "6.1", or the whole name of a package. */
export function fetchKernel(version: string, folder: string): KernelPackage {
  const name = version.startsWith("linux-image-") ? version : newest(version);
  try {
    execFileSync("apt-get", ["download", name], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1);
    throw new RecordError(`apt-get could not download ${name}: ${said}`, "Try: apt-get update");
  }
  const deb = readdirSync(folder).find((file) => file.endsWith(".deb")) as string;
  const root = join(folder, "package");
  execFileSync("dpkg-deb", ["-x", join(folder, deb), root]);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const vmlinuz = files.find((file) => /(^|\/)vmlinuz-[^/]+$/.test(file));
  const modules = files.find((file) => /(^|\/)lib\/modules\/[^/]+$/.test(file));
  if (vmlinuz === undefined || modules === undefined) {
    throw new RecordError(
      `${name} holds no kernel with its modules`,
      `Try: apt-cache search '^linux-image-.*${FLAVOUR}$'`,
    );
  }
  return {
    name: deb
      .replace(/_[^_]+\.deb$/, "")
      .replace("_", " ")
      .replaceAll("%3a", ":"),
    uname: modules.split("/").at(-1) as string,
    vmlinuz: join(root, vmlinuz),
    modules: join(root, modules),
  };
}

function newest(version: string): string {
  const all = execFileSync("apt-cache", ["search", "--names-only", `^linux-image-[0-9].*${FLAVOUR}$`], {
    encoding: "utf8",
  });
  const names = all
    .split("\n")
    .map((line) => line.split(" ", 1)[0] as string)
    .filter((name) => /^linux-image-[\d.]+(?:-\d+|\+\w+)?-amd64-unsigned$/.test(name));
  const fitting = names.filter((name) => name.startsWith(`linux-image-${version}.`));
  const [last] = fitting.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  if (last !== undefined) return last;
  const known = [...new Set(names.map((name) => /\d+\.\d+/.exec(name)?.[0]))];
  throw new RecordError(
    `the package client knows no kernel ${version}`,
    known.length === 0
      ? "Try: apt-get update"
      : `It knows: ${known.join(", ")}. Other kernels come from other releases of Debian.`,
  );
}

/**
 * Which of Debian's packages make a kernel. Up to 6.15 that is one, `linux-image-UNAME`, signed or with `-unsigned` after its name;
 * later ones are split into `linux-binary-UNAME`, which has the image, and `linux-modules-UNAME`.
 */
type Kind = "image" | "binary" | "modules";

interface Name {
  name: string;
  kind: Kind;
  /** "6.1.0-50-amd64", "7.2.13+deb14-amd64", "7.3-rc7-amd64". */
  uname: string;
}

/** The packages to download, the one with the image first; null where no kernel is known that fits. `wanted`: "6.1", or a name. */
export function packagesFor(known: readonly string[], wanted: string): string[] | null {
  const all = known.flatMap((name) => named(name) ?? []);
  const own = named(wanted);
  if (own === null && wanted.startsWith("linux-")) return [wanted];
  const uname = own?.uname ?? newest(all, wanted);
  if (uname === undefined) return null;
  const of = (kind: Kind) =>
    all.filter((each) => each.kind === kind && each.uname === uname).sort(unsignedFirst)[0]?.name;
  const whole = own?.name ?? of("binary") ?? of("image");
  const split = own?.kind === "image" ? of("binary") : undefined;
  return [...new Set([whole, split, of("modules")])].filter((name) => name !== undefined);
}

/** "6.1", "6.12", ... */
export function releasesIn(known: readonly string[]): string[] {
  const releases = kernels(known.flatMap((name) => named(name) ?? [])).map(({ uname }) => /^\d+\.\d+/.exec(uname)?.[0]);
  return [...new Set(releases)].filter((release) => release !== undefined).sort(byNumber);
}

function named(name: string): Name | null {
  const [, kind, uname] = /^linux-(image|binary|modules)-(\d.*?)(?:-unsigned|-signed)?$/.exec(name) ?? [];
  return kind === undefined || uname === undefined ? null : { name, kind: kind as Kind, uname };
}

/** Of the plain flavour, and not the package that only names the newest one: "6.12-amd64". */
const PLAIN = /^\d+\.\d+(?:\.\d+|[-~]rc\d+)(?:[+~]\w[\w.]*|-\d[\w.]*)*-amd64$/;

function kernels(all: readonly Name[]): Name[] {
  return all.filter(({ kind, uname }) => kind !== "modules" && PLAIN.test(uname));
}

function newest(all: readonly Name[], version: string): string | undefined {
  return kernels(all)
    .map(({ uname }) => uname)
    .filter((uname) => uname.startsWith(version) && /^[-.+~]/.test(uname.slice(version.length)))
    .sort(byNumber)
    .at(-1);
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** They hold the same kernel; the signed one follows days later. */
function unsignedFirst(a: Name, b: Name): number {
  return Number(b.name.endsWith("-unsigned")) - Number(a.name.endsWith("-unsigned"));
}

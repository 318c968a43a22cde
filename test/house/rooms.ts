/** Which folders of src/ import which: a wing, and a folder of it, are a room each. `node test/house/rooms.ts` counts. */
import { globSync, readFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import ts from "typescript";

type Files = Readonly<Record<string, string>>;

/** By room: the rooms that its files import, and for each of them the files that do. */
export type Rooms = Map<string, Map<string, string[]>>;

export function filesOf(): Files {
  const paths = globSync("src/**/*.{ts,tsx,astro,mjs}").map((path) => path.replaceAll("\\", "/"));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(path, "utf8")]));
}

export function roomsOf(files: Files): Rooms {
  const rooms: Rooms = new Map();
  for (const [path, text] of Object.entries(files)) {
    for (const specifier of importsOf(path, text)) {
      const to = posix.join(dirname(path), specifier);
      if (!to.startsWith("src/") || roomOf(to) === roomOf(path)) continue;
      const room = rooms.get(roomOf(path)) ?? new Map<string, string[]>();
      rooms.set(roomOf(path), room);
      room.set(roomOf(to), [...(room.get(roomOf(to)) ?? []), path]);
    }
  }
  return rooms;
}

/** "src/views/player/parts/Bar.tsx": "views/player". */
const roomOf = (path: string) => dirname(path).split("/").slice(1, 3).join("/");

/** Of types, and of workers that are started by their address, too. */
function importsOf(path: string, text: string): string[] {
  const code = path.endsWith(".astro") ? (text.split("---\n")[1] ?? "") : text;
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith(".")) found.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, code, ts.ScriptTarget.Latest, false, kind));
  return found;
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "URL")
    return node.arguments?.[0];
  return undefined;
}

/** Rooms from each of which all others of the circle can be reached. */
export function circlesOf(rooms: Rooms): string[][] {
  const reached = new Map([...rooms.keys()].map((room) => [room, reachedFrom(rooms, room)]));
  const circles = [...rooms.keys()]
    .filter((room) => reached.get(room)?.has(room))
    .map((room) => [...(reached.get(room) ?? [])].filter((other) => reached.get(other)?.has(room)).sort());
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

function reachedFrom(rooms: Rooms, start: string): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let room = open.pop(); room !== undefined; room = open.pop()) {
    for (const next of rooms.get(room)?.keys() ?? []) {
      if (!reached.has(next)) open.push(next);
      reached.add(next);
    }
  }
  return reached;
}

/** Of circles: the arrows in them, and the files that make each. */
export function arrowsIn(rooms: Rooms, circles: readonly string[][]): string[] {
  return circles.flatMap((circle) =>
    circle.flatMap((from) =>
      [...(rooms.get(from) ?? [])]
        .filter(([to]) => circle.includes(to))
        .map(([to, files]) => `${from} -> ${to}: ${[...new Set(files)].join(", ")}`),
    ),
  );
}

if (import.meta.main) {
  const rooms = roomsOf(filesOf());
  const arrows = [...rooms.values()].flatMap((to) => [...to.values()]);
  const both = [...rooms].flatMap(([from, to]) => [...to.keys()].filter((each) => rooms.get(each)?.has(from)));
  const imports = arrows.flat().length;
  console.log(
    `${imports} imports from one room to another, ${arrows.length} arrows, ${both.length / 2} pairs both ways, ${circlesOf(rooms).length} circles`,
  );
}

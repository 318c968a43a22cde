/** A field that points says to what. One that doesn't say so has tags, or holds what the kernel has in an unsigned long or a void pointer. */
import ts from "typescript";
import { expect, test } from "vitest";
import { FIELD_TYPES } from "../../src/knowledge/c/tables.ts";
import { checker, FILES } from "./model_functions.ts";

const WORD = "unsigned long in the kernel, too";
const TAGS = "with tags in the low bits, or nothing but tags";

const REASONS: Readonly<Record<string, string>> = {
  "struct address_space.private_data": "void * in the kernel, too",
  "struct folio.mapping": TAGS,
  "struct folio.private": "void * in the kernel, too",
  "struct page.freelist": "void * in the kernel, too",
  "struct page.mapping": TAGS,
  "struct page.private": WORD,
  "struct vfsmount.mnt_sb": "nobody follows it, so there is no struct super_block",
  "struct z3fold_buddy_slots.first": `${WORD} (slot[]), with bits below`,
  "struct z3fold_buddy_slots.last": `${WORD} (slot[]), with bits below`,
  "struct z3fold_buddy_slots.middle": `${WORD} (slot[]), with bits below`,
  "struct zpdesc.handle": WORD,
  "user of an object.handle": WORD,
};

interface Declared {
  /** "struct page.mapping". */
  path: string;
  /** "pointerTo<Page>()". */
  kind: string;
}

/** Fields of all that is declared by struct(), at offsets or one after the other. */
function fieldsIn(node: ts.Node): Declared[] {
  const found: Declared[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isCallExpression(each) && each.expression.getText() === "struct") found.push(...fieldsOf(each));
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

function fieldsOf({ arguments: [label, fields] }: ts.CallExpression): Declared[] {
  if (!label || !ts.isStringLiteral(label) || !fields) return [];
  const object = fieldsNamed(fields);
  return object.properties.filter(ts.isPropertyAssignment).map(({ name, initializer }) => {
    const isPlaced = ts.isCallExpression(initializer) && initializer.expression.getText() === "at";
    const [, kind = initializer] = isPlaced ? initializer.arguments : [];
    return { path: `${label.text}.${name.getText()}`, kind: kind.getText() };
  });
}

/** Said there, or in a constant of the file. */
function fieldsNamed(fields: ts.Expression): ts.ObjectLiteralExpression {
  if (ts.isObjectLiteralExpression(fields)) return fields;
  const named = fields
    .getSourceFile()
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === fields.getText())?.initializer;
  if (!named || !ts.isObjectLiteralExpression(named)) throw new TypeError(`fields of ${fields.getText()}`);
  return named;
}

const FIELDS = FILES.filter(({ fileName }) => !fileName.endsWith("/layout.ts")).flatMap(fieldsIn);

test("pointers say where they lead, but for those that have a reason not to", () => {
  expect(FIELDS.filter(({ kind }) => kind.startsWith("pointerTo<")).length).toBeGreaterThan(50);
  const untyped = FIELDS.filter(({ kind }) => kind === "pointer").map(({ path }) => path);
  expect([...new Set(untyped)].sort()).toEqual(Object.keys(REASONS).sort());
});

/** `page.index` is lent to whoever maps a page; a stack pointer is a number in `struct thread_struct`. */
const NUMBERS = ["page.index", "src.index", "task.sp"];

/** "word", or "at(32, word)". */
function declared(name: ts.MemberName): string {
  const [property] = checker.getSymbolAtLocation(name)?.declarations ?? [];
  return property && ts.isPropertyAssignment(property) ? property.initializer.getText() : "";
}

test("addresses are stored in pointers", () => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      /\.addr$|\.textAddress\(/.test(node.right.getText()) &&
      /\b(?:word|int|uint)\b/.test(declared(node.left.name))
    )
      found.push(node.left.getText());
    ts.forEachChild(node, visit);
  };
  FILES.forEach(visit);
  expect(found.filter((each) => !NUMBERS.includes(each))).toEqual([]);
});

test("the printer of C is told of a field only what the models can't say", () => {
  const said = new Map(FIELDS.map(({ path, kind }) => [path, kind]));
  const kinds = Object.keys(FIELD_TYPES).map((path) => said.get(path) ?? `no ${path}`);
  expect(kinds.filter((kind) => !/^pointerTo<View>|^embed\(Lock\)/.test(kind))).toEqual([]);
});

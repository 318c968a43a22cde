/** Types of the models as types of C: a view is a pointer to a struct, the rest are numbers under the kernel's names. */
import ts from "typescript";
import type { Functions, ModelFunction } from "./functions.ts";
import { outsOf, returnsNumber } from "./outs.ts";
import type { Program } from "./program.ts";
import { CONSTANT, FIELD_TYPES, GLOBAL, PARAMETER_TYPES, STRUCT_TYPES, TYPE_NAMES } from "./tables.ts";

export interface Field {
  name: string;
  /** Of a struct that stands in the struct. */
  embedded: boolean;
  type: string;
}
export interface Struct {
  /** "struct page". */
  type: string;
  fields: Field[];
  node: ts.ClassDeclaration;
}

export class Types {
  readonly program: Program;
  private readonly functions: Functions;
  private readonly structs = new Map<ts.Node, Struct | null>();

  constructor(program: Program, functions: Functions) {
    this.program = program;
    this.functions = functions;
  }

  isGlobal(type: ts.Type): boolean {
    return GLOBAL.has(type.symbol?.name ?? "");
  }
  isPointer(node: ts.Expression): boolean {
    return this.structOf(this.program.type(node)) !== null;
  }
  isBoolean(type: ts.Type): boolean {
    const own = this.value(type);
    return (
      (own.flags & ts.TypeFlags.BooleanLike) !== 0 || (own.isUnion() && own.types.every((each) => this.isBoolean(each)))
    );
  }
  isArray(type: ts.Type): boolean {
    return this.program.checker.isArrayType(type);
  }
  elementOf(type: ts.Type): ts.Type | undefined {
    return this.program.checker.getTypeArguments(type as ts.TypeReference)[0];
  }

  /** Of a view, or of one that may be missing. */
  structOf(type: ts.Type): Struct | null {
    const whole = this.program.checker.getNonNullableType(this.value(type));
    const node = whole.symbol?.declarations?.find(ts.isClassDeclaration);
    return node ? this.struct(node) : null;
  }
  /** Of the class that a name means. */
  structNamed(node: ts.Expression): Struct | null {
    const declaration = this.program.symbol(node)?.declarations?.find(ts.isClassDeclaration);
    return declaration ? this.struct(declaration) : null;
  }
  field(node: ts.PropertyAccessExpression): Field | undefined {
    return this.structOf(this.program.type(node.expression))?.fields.find(({ name }) => name === node.name.text);
  }

  /** null: no type of C stands for it. */
  of(type: ts.Type, written?: ts.TypeNode): string | null {
    const node = orNull(written);
    if (node && ts.isTypeReferenceNode(node)) {
      if (node.typeName.getText() === "Steps")
        return node.typeArguments?.[0]
          ? this.of(this.program.type(node.typeArguments[0]), node.typeArguments[0])
          : "void";
      const named = TYPE_NAMES[node.typeName.getText()];
      if (named !== undefined) return named;
    }
    const struct = this.structOf(type);
    if (struct) return `${CONSTANT.has(struct.type) ? "const " : ""}${struct.type} *`;
    const own = this.program.checker.getNonNullableType(this.value(type));
    const named = own.aliasSymbol && TYPE_NAMES[own.aliasSymbol.name];
    if (named) return named;
    if (own.symbol?.name === "View") return "void *";
    if (own.flags & (ts.TypeFlags.VoidLike | ts.TypeFlags.Never)) return "void";
    if (this.isBoolean(own)) return "bool";
    if (isAll(own, ts.TypeFlags.NumberLike)) return "int";
    if (isAll(own, ts.TypeFlags.StringLiteral)) return "int";
    if (own.flags & ts.TypeFlags.StringLike) return "const char *";
    return this.pointerTo(own) ?? this.objectOf(own);
  }

  /** What a generator ends with; any other type as it is. */
  value(type: ts.Type): ts.Type {
    if (type.symbol?.name !== "Generator") return type;
    return this.program.checker.getTypeArguments(type as ts.TypeReference)[1] ?? type;
  }

  result(fn: ModelFunction): string | null {
    const { type } = fn.node;
    if (outsOf(this, fn.node) !== null) return returnsNumber(fn.node) ? "int" : "void";
    if (type && this.isEither(type)) return answersOnly(this.functions.code(fn), this.functions) ? "bool" : "int";
    const signature = this.program.checker.getSignatureFromDeclaration(fn.node);
    if (signature && this.isArray(this.value(signature.getReturnType()))) return "int";
    return signature ? this.of(this.program.checker.getReturnTypeOfSignature(signature), fn.node.type) : null;
  }

  /** Kernels differ in it: an answer in some, an error number in others. */
  private isEither(node: ts.TypeNode): boolean {
    const type = this.program.type(node);
    const value =
      ts.isTypeReferenceNode(node) && node.typeArguments?.[0] ? this.program.type(node.typeArguments[0]) : type;
    if (!value.isUnion()) return false;
    const has = (flags: ts.TypeFlags) => value.types.some((each) => (each.flags & flags) !== 0);
    return has(ts.TypeFlags.BooleanLike) && has(ts.TypeFlags.NumberLike);
  }

  /** Of a variable, by what it is set to where that says more than "a number". */
  variable(node: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration): string | null {
    const type = this.program.type(node);
    const source = node.initializer && bare(node.initializer);
    if (ts.isParameter(node) && node.type?.kind === ts.SyntaxKind.NumberKeyword) {
      const named = PARAMETER_TYPES[node.name.getText()];
      if (named !== undefined) return named;
    }
    if (this.saysLittle(type) && source) {
      if (ts.isPropertyAccessExpression(source)) {
        const field = this.field(source);
        if (field) return field.type;
      }
      if (ts.isCallExpression(source)) {
        const called = this.called(source);
        if (called) return this.result(called);
      }
    }
    return this.of(type, ts.isBindingElement(node) ? undefined : node.type);
  }

  /** A number, or an answer that some kernels give as one. */
  private saysLittle(type: ts.Type): boolean {
    if (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any)) return true;
    return type.isUnionOrIntersection() && type.types.some((each) => (each.flags & ts.TypeFlags.NumberLike) !== 0);
  }

  /** The function that is called, or one that the pointer can lead to. */
  called(call: ts.CallExpression): ModelFunction | undefined {
    const through = this.source(bare(call.expression));
    const [pointer] = ts.isCallExpression(through) ? through.arguments : [];
    if (pointer && ts.isPropertyAccessExpression(pointer)) return this.functions.stored(pointer.name.text);
    return this.functions.of(through);
  }

  /** What a variable was set to, where it holds a function. */
  private source(node: ts.Expression): ts.Expression {
    const declaration = ts.isIdentifier(node) ? this.program.symbol(node)?.valueDeclaration : undefined;
    const set = declaration && ts.isVariableDeclaration(declaration) && declaration.initializer;
    return set && ts.isCallExpression(set) && set.expression.getText().endsWith("k.call") ? set : node;
  }

  private pointerTo(type: ts.Type): string | null {
    const [signature] = type.getCallSignatures();
    if (!signature) return null;
    const returned = this.value(signature.getReturnType());
    const result = this.isArray(returned) ? "int" : this.of(returned);
    const parameters = signature.parameters.map((each) => this.program.checker.getTypeOfSymbol(each));
    const types = parameters.filter((each) => !this.isGlobal(each)).map((each) => this.of(each)?.trim());
    if (result === null || types.includes(undefined)) return null;
    return `${spaced(result)}(*)(${types.join(", ") || "void"})`;
  }

  /** An interface of the models, or some of it: a struct that the caller fills in. */
  private objectOf(type: ts.Type): string | null {
    const [part] = type.aliasSymbol?.name === "Pick" ? (type.aliasTypeArguments ?? []) : [];
    if (part) return this.objectOf(part);
    const name = type.aliasSymbol?.name ?? type.symbol?.name ?? "";
    const isInterface = type.symbol?.declarations?.some(ts.isInterfaceDeclaration) ?? false;
    return isInterface && !this.isArray(type) ? `struct ${snake(name)} *` : null;
  }

  private struct(node: ts.ClassDeclaration): Struct | null {
    const known = this.structs.get(node);
    if (known !== undefined) return known;
    const call = node.heritageClauses?.[0]?.types[0]?.expression;
    const [label, fields] =
      call && ts.isCallExpression(call) && call.expression.getText() === "struct" ? call.arguments : [];
    if (!label || !ts.isStringLiteral(label)) {
      this.structs.set(node, null);
      return null;
    }
    const struct: Struct = { type: typeName(label.text), fields: [], node };
    this.structs.set(node, struct);
    if (fields) this.readFields(fields, struct);
    return struct;
  }

  private readFields(source: ts.Expression, into: Struct) {
    const declaration = ts.isIdentifier(source) ? this.program.symbol(source)?.valueDeclaration : undefined;
    const object = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : source;
    if (!object || !ts.isObjectLiteralExpression(object)) return;
    for (const property of object.properties) {
      if (ts.isSpreadAssignment(property)) this.readFields(property.expression, into);
      if (!ts.isPropertyAssignment(property)) continue;
      const name = property.name.getText();
      const value = property.initializer;
      const placed = ts.isCallExpression(value) && value.expression.getText() === "at" ? value.arguments[1] : value;
      if (placed) into.fields.push({ name, ...this.readField(`${into.type}.${name}`, placed) });
    }
  }

  private readField(path: string, value: ts.Expression): Omit<Field, "name"> {
    const [of] = ts.isCallExpression(value) ? value.arguments : [];
    const named = of && this.structNamed(of);
    const embedded = ts.isCallExpression(value) && value.expression.getText() === "embed";
    const kinds: Record<string, string> = { int: "int", uint: "unsigned int", pointer: "void *" };
    const own = named ? (embedded ? named.type : `${named.type} *`) : (kinds[value.getText()] ?? "unsigned long");
    return { embedded, type: FIELD_TYPES[path] ?? this.pointee(value) ?? own };
  }

  /** Of `pointerTo<Zone>()`; null: it points to a function, or is no pointer. */
  private pointee(value: ts.Expression): string | null {
    if (!ts.isCallExpression(value) || value.expression.getText() !== "pointerTo") return null;
    const [to] = value.typeArguments ?? [];
    const type = to && this.of(this.program.type(to));
    return type?.endsWith("*") ? type : null;
  }
}

function typeName(label: string): string {
  const own = STRUCT_TYPES[label];
  if (own !== undefined || label.startsWith("struct ")) return own ?? label;
  return `struct ${label.replace(/\W+/g, "_")}`;
}

function isAll(type: ts.Type, flags: ts.TypeFlags): boolean {
  return (type.flags & flags) !== 0 || (type.isUnion() && type.types.every((each) => (each.flags & flags) !== 0));
}

/** `X | null` is X: a pointer that can be NULL. */
function orNull(node: ts.TypeNode | undefined): ts.TypeNode | undefined {
  if (!node || !ts.isUnionTypeNode(node)) return node;
  const others = node.types.filter((each) => each.getText() !== "null");
  return others.length === 1 ? others[0] : node;
}

export function spaced(type: string): string {
  return type.endsWith("*") ? type : `${type} `;
}

export function declarator(type: string, name: string): string {
  return type.includes("(*)") ? type.replace("(*)", `(*${name})`) : `${spaced(type)}${name}`;
}

export function snake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
}

/** Without what C has not: casts, `!`, and the `yield*` of a call that others can come in between. */
export function bare(node: ts.Expression): ts.Expression {
  if (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  )
    return bare(node.expression);
  return ts.isYieldExpression(node) && node.asteriskToken && node.expression ? bare(node.expression) : node;
}

/** Does it return nothing but true and false, by whatever helpers? */
function answersOnly(node: ts.FunctionLikeDeclaration, functions: Functions, seen = new Set<ts.Node>()): boolean {
  if (seen.has(node)) return true;
  seen.add(node);
  const found: ts.Expression[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isReturnStatement(each) && each.expression) found.push(bare(each.expression));
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found.every((each) => {
    const source = setTo(each) ?? each;
    const called = ts.isCallExpression(source) ? functions.of(bare(source.expression)) : undefined;
    if (called) return answersOnly(functions.code(called), functions, seen);
    return !/\bE[A-Z]{2,}|\d/.test(source.getText());
  });
}

/** `const rc = f(); return rc;` */
function setTo(node: ts.Expression): ts.Expression | null {
  if (!ts.isIdentifier(node)) return null;
  for (let at: ts.Node = node; at; at = at.parent) {
    if (!ts.isBlock(at)) continue;
    for (const statement of at.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const [declaration] = statement.declarationList.declarations;
      if (declaration?.initializer && declaration.name.getText() === node.text) return bare(declaration.initializer);
    }
  }
  return null;
}

/** A function of the models that returns several values hands them out through pointers in C, but for an error number, which it returns. */
import ts from "typescript";
import { spaced, type Types } from "./types.ts";

export interface Out {
  name: string;
  /** Of what the pointer leads to. */
  type: string;
}

/** `Steps<{ rc: number; dst: Folio | null }>`: dst. null: it returns one thing, or something that C has no type for. */
export function outsOf(types: Types, node: ts.FunctionLikeDeclaration): Out[] | null {
  const { type } = node;
  const literal = type && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : type;
  if (!literal || !ts.isTypeLiteralNode(literal)) return null;
  const members = literal.members.filter(ts.isPropertySignature);
  const outs: Out[] = [];
  for (const { name, type: own } of members) {
    if (name.getText() === "rc") continue;
    const found = own && types.of(types.program.type(own), own);
    if (!found) return null;
    outs.push({ name: name.getText(), type: found });
  }
  return outs;
}

/** Is one of them the number that it returns? */
export function returnsNumber({ type }: ts.FunctionLikeDeclaration): boolean {
  return /\brc:/.test(type?.getText() ?? "");
}

export function parametersOf(outs: readonly Out[]): string[] {
  return outs.map(({ name, type }) => `${spaced(type)}*${name}p`);
}

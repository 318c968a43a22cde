/** A function of the models that returns an error number and something else returns the number in C, and hands out the rest through a pointer. */
import ts from "typescript";
import { spaced, type Types } from "./types.ts";

export interface Out {
  name: string;
  /** Of what the pointer leads to. */
  type: string;
}

/** `Steps<{ rc: number; dst: Folio | null }>`: dst. null: it returns one thing. */
export function outsOf(types: Types, node: ts.FunctionLikeDeclaration): Out[] | null {
  const { type } = node;
  const literal = type && ts.isTypeReferenceNode(type) ? type.typeArguments?.[0] : type;
  if (!literal || !ts.isTypeLiteralNode(literal)) return null;
  const members = literal.members.filter(ts.isPropertySignature);
  if (!members.some(({ name }) => name.getText() === "rc")) return null;
  const outs: Out[] = [];
  for (const { name, type: own } of members) {
    if (name.getText() === "rc") continue;
    const found = own && types.of(types.program.type(own), own);
    if (!found) return null;
    outs.push({ name: name.getText(), type: found });
  }
  return outs;
}

export function parametersOf(outs: readonly Out[]): string[] {
  return outs.map(({ name, type }) => `${spaced(type)}*${name}p`);
}

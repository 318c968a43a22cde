/** A file as many kernels have it: a declaration is worked out once for all that answer alike what it asks. */
import type ts from "typescript";
import { type Answers, answerTo } from "./known.ts";
import { origins, type Piece, textOf } from "./pieces.ts";
import { nameOf, Resolver, treeOf } from "./resolve.ts";

/** What a declaration is under some answers. Another one is another object. */
export interface Variant {
  pieces: readonly Piece[];
  /** Each question that decides what it is, and the answer: "guard isolate:recheck". */
  asked: ReadonlyMap<string, boolean | null>;
}

export interface Resolved {
  text: string;
  /** Where in the source a position of the text stands; null: nowhere. */
  origin(position: number): number | null;
  /** By name. */
  declared: ReadonlyMap<string, Variant>;
}

export interface DeclaredText {
  name: string;
  text: string;
}

/** What a file declares, one after the other; each with the comment above it. Imports are left out. */
export function declarationsAt(text: string, answers: Answers): DeclaredText[] {
  const { declared } = variantsOf(text).at(answers);
  return [...declared].map(([name, { pieces }]) => ({ name, text: textOf(pieces).trim() }));
}

const known = new Map<string, Variants>();

/** One for the same text, whoever has read it: stages, katas and C ask for the same files under many answers. */
export function variantsOf(text: string): Variants {
  const variants = known.get(text) ?? new Variants(text);
  known.set(text, variants);
  return variants;
}

export class Variants {
  private readonly tree: ts.SourceFile;
  private readonly statements: { statement: ts.Node; known: Variant[] }[];
  private readonly files = new Map<string, Resolved>();

  constructor(text: string) {
    this.tree = treeOf(text);
    this.statements = [...this.tree.statements, this.tree.endOfFileToken].map((statement) => ({
      statement,
      known: [],
    }));
  }

  at(answers: Answers): Resolved {
    const numbers = this.statements.map(({ statement, known }) => this.number(statement, known, answers));
    const key = numbers.join();
    const resolved = this.files.get(key) ?? this.file(numbers);
    this.files.set(key, resolved);
    return resolved;
  }

  private number(statement: ts.Node, known: Variant[], answers: Answers): number {
    const found = known.findIndex(({ asked }) =>
      [...asked].every(([question, answer]) => answerTo(question, answers) === answer),
    );
    if (found >= 0) return found;
    const resolver = new Resolver(this.tree, answers);
    return known.push({ pieces: resolver.pieces(statement), asked: resolver.known.asked }) - 1;
  }

  private file(numbers: readonly number[]): Resolved {
    const declared = new Map<string, Variant>();
    const pieces = this.statements.flatMap(({ statement, known }, at) => {
      const variant = known[numbers[at] ?? 0];
      const name = nameOf(statement);
      if (variant && name !== undefined) declared.set(name, variant);
      return variant?.pieces ?? [];
    });
    return { text: textOf(pieces), origin: origins(pieces), declared };
  }
}

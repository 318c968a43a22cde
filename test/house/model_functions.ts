/** The functions of the models as TypeScript reads them, with the types of what they are given. */
import { join } from "node:path";
import ts from "typescript";

export interface ModelFunction {
  /** "models/mops/isolate.ts isolate_movable_page". */
  where: string;
  node: ts.FunctionLikeDeclaration;
  /** A generator of steps, or declared with kernel() and the like: nothing else of the models is code of the kernel by itself. */
  isKernels: boolean;
}

/** What a kernel function is declared with, inside of one another: kernel("name", on_stack(body)). */
const WRAPPERS: ReadonlySet<string> = new Set(["kernel", "enclosed", "atomic", "indivisible", "on_stack", "under"]);

const { config } = ts.readConfigFile("models/tsconfig.json", ts.sys.readFile);
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, join(process.cwd(), "models"));
const program = ts.createProgram(fileNames, { ...options, noEmit: true });
export const checker = program.getTypeChecker();

export const FILES = program.getSourceFiles().filter(({ fileName }) => !fileName.includes("/node_modules/"));

/** "models/mops/isolate.ts". */
export function pathOf(node: ts.Node): string {
  return node.getSourceFile().fileName.slice(process.cwd().length + 1);
}

/** All that stand at the top of a file, or are methods of a class there. */
const FUNCTIONS: readonly ModelFunction[] = FILES.flatMap((file) => file.statements.flatMap(functionsOf));

const byNode = new Map(FUNCTIONS.map((fn) => [fn.node, fn]));

function functionsOf(statement: ts.Statement): ModelFunction[] {
  const file = pathOf(statement);
  if (ts.isFunctionDeclaration(statement) && statement.body)
    return [{ where: `${file} ${statement.name?.text}`, node: statement, isKernels: hasSteps(statement) }];
  if (ts.isClassDeclaration(statement))
    return statement.members.flatMap((member) =>
      ts.isFunctionLike(member) && "body" in member && member.body
        ? [
            {
              where: `${file} ${statement.name?.text}.${member.name?.getText() ?? "constructor"}`,
              node: member,
              isKernels: false,
            },
          ]
        : [],
    );
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) => {
    const node = initializer && bodyOf(initializer);
    return node ? [{ where: `${file} ${name.getText()}`, node, isKernels: node !== initializer }] : [];
  });
}

/** A generator of steps, or a function that hands one on. */
function hasSteps({ type }: ts.FunctionDeclaration): boolean {
  return /^Steps\b/.test(type?.getText() ?? "");
}

/** The function itself, under what it is declared with. */
function bodyOf(node: ts.Expression): ts.ArrowFunction | ts.FunctionExpression | undefined {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  if (!ts.isCallExpression(node) || !WRAPPERS.has(node.expression.getText())) return undefined;
  const last = node.arguments.at(-1);
  return last && bodyOf(last);
}

/** The function of the models that a name means, if it is one. */
function functionNamed(name: ts.Identifier): ModelFunction | undefined {
  const found = checker.getSymbolAtLocation(name);
  const symbol = found && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  const declared = symbol?.valueDeclaration;
  if (!declared) return undefined;
  if (ts.isFunctionDeclaration(declared)) return byNode.get(declared);
  const body = ts.isVariableDeclaration(declared) && declared.initializer && bodyOf(declared.initializer);
  return body ? byNode.get(body) : undefined;
}

/** Kernel functions, and the helpers that these call. `skips`: what is a function of theirs only for TypeScript. */
export function kernelCode(skips: (node: ts.Node) => boolean): Set<ModelFunction> {
  const found = new Set<ModelFunction>();
  const add = (fn: ModelFunction): void => {
    if (found.has(fn)) return;
    found.add(fn);
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && skips(node)) return;
      const called = ts.isIdentifier(node) ? functionNamed(node) : undefined;
      if (called) add(called);
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(fn.node, visit);
  };
  for (const fn of FUNCTIONS) if (fn.isKernels && /^models\/(?!machine|invariants)\w+\//.test(fn.where)) add(fn);
  return found;
}

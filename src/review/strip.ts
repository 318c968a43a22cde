/** TypeScript of the models to what a worker of the page runs, one file at a time: syntax is refused with its place, types are not looked at. */
import ts from "typescript";

export interface Mistake {
  file: string;
  line: number;
  column: number;
  message: string;
}

const OPTIONS: ts.CompilerOptions = { target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.CommonJS };

/** For link.ts. */
export function stripped(text: string): string {
  return ts.transpileModule(text, { compilerOptions: OPTIONS }).outputText;
}

export function mistakesIn(file: string, text: string): Mistake[] {
  const { diagnostics = [] } = ts.transpileModule(text, { compilerOptions: OPTIONS, reportDiagnostics: true });
  return diagnostics.map(({ file: source, start = 0, messageText }) => {
    const { line, character } = source?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
    const message = ts.flattenDiagnosticMessageText(messageText, " ");
    return { file, line: line + 1, column: character + 1, message };
  });
}

/** The explorer is a package of its own: a copy of its folder, far from this repository, runs and types every example of its page. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";

const page = readFileSync("src/engine/explore/README.md", "utf8");
const copy = mkdtempSync(join(tmpdir(), "explorer-"));
cpSync("src/engine/explore", copy, { recursive: true });
afterAll(() => rmSync(copy, { recursive: true }));

/** One file for each chapter that has code. */
const examples = page.split(/^## /m).flatMap((chapter, at) => {
  const code = [...chapter.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join("");
  if (code === "") return [];
  const file = join(copy, `example_${at}.ts`);
  writeFileSync(file, code);
  return { title: chapter.slice(0, chapter.indexOf("\n")), file, code };
});

describe("the page of the explorer", () => {
  it("has examples, and each shows what it prints", () => {
    expect(examples.length).toBeGreaterThanOrEqual(4);
    for (const { title, code } of examples) expect(code, title).toMatch(/^\/\/ → /m);
  });

  it.each(examples)("says truly what is printed: $title", async ({ file, code }) => {
    const shown = [...code.matchAll(/^\/\/ → (.*)$/gm)].map(([, line]) => line);
    const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", file], { cwd: copy });
    expect(stdout.trimEnd().split("\n")).toEqual(shown);
  });

  it("has examples whose types are right", () => {
    const { options } = ts.convertCompilerOptionsFromJson(
      JSON.parse(JSON.stringify(ts.readConfigFile("tsconfig.json", ts.sys.readFile).config.compilerOptions)),
      ".",
    );
    const program = ts.createProgram(
      examples.map(({ file }) => file),
      { ...options, types: [] },
    );
    const wrong = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    expect(wrong).toEqual([]);
  });
});

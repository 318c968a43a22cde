/** A recording as YAML, one call a line, so that a difference between two kernels is a difference of lines. */
import { Document, isMap, isSeq, visit } from "yaml";
import type { Provenance, Recording } from "../../knowledge/kernels/schema.ts";

export function write(recording: Recording): string {
  const document = new Document(recording);
  visit(document, {
    Map(_key, node, path) {
      const parent = path.at(-1);
      if (isSeq(parent) || (isMap(node) && path.length > 3)) node.flow = true;
    },
    Seq(_key, node, path) {
      if (path.length > 3) node.flow = true;
    },
  });
  document.commentBefore = header("recording");
  // As the formatter has it: spaces in braces, none in brackets.
  return document.toString({ lineWidth: 0 }).replace(/\[ (.*?) \]/g, "[$1]");
}

export function writeProvenance(provenance: Provenance): string {
  const document = new Document(provenance);
  document.commentBefore = header("provenance");
  return document.toString({ lineWidth: 0 });
}

function header(schema: string): string {
  return ` yaml-language-server: $schema=../${schema}.schema.json\n Made by src/tools/kernels/convert.ts.`;
}

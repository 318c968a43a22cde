/** Static tables of functions, as `k.rodata()` declares them. */
import ts from "typescript";
import type { Context } from "./context.ts";
import { expr } from "./expression.ts";
import { type Printed, plainLine } from "./lines.ts";

export function table(cx: Context, node: ts.CallExpression): Printed[] {
  const [type, name, values] = node.arguments;
  const of = (type && cx.types.structNamed(type)?.type) ?? "void *";
  const text = name && ts.isStringLiteral(name) ? name.text : "table";
  const properties = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
  if (properties.length === 0) return [plainLine(`static ${of} ${text};`, node)];
  return [
    plainLine(`static const ${of} ${text} = {`, node),
    ...properties.flatMap((each) =>
      ts.isPropertyAssignment(each)
        ? plainLine(`	.${each.name.getText()} = ${expr(cx, each.initializer)},`, each)
        : [],
    ),
    plainLine("};", node),
  ];
}

/** Of a function that does nothing else. */
export function onlyTables(cx: Context, node: ts.FunctionLikeDeclaration): Printed[] | null {
  const statements = node.body && ts.isBlock(node.body) ? [...node.body.statements] : [];
  const calls = statements.map((each) =>
    ts.isExpressionStatement(each) && ts.isCallExpression(each.expression) ? each.expression : null,
  );
  const tables = calls.filter((each) => each?.expression.getText().endsWith("k.rodata"));
  if (calls.length === 0 || tables.length !== calls.length) return null;
  return tables.flatMap((each, at) => (each ? [...(at > 0 ? [plainLine("")] : []), ...table(cx, each)] : []));
}

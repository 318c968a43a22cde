/** The steps of a declaration: what a `yield` names, and what must be left out or different for the run to come there. */

import ts from "typescript";
import type { YieldPlace } from "../../engine/source/declaration.ts";
import { asked } from "./asked.ts";

const STEP = /^[a-z0-9-]+:[a-z0-9-]+$/;

export function yieldsIn(file: string, statement: ts.Statement): YieldPlace[] {
  const tree = statement.getSourceFile();
  const places: YieldPlace[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isYieldExpression(node)) {
      for (const step of stepsNamed(node)) {
        const line = tree.getLineAndCharacterOfPosition(step.getStart()).line + 1;
        places.push({ step: patternOf(step), file, line, ...conditionsOf(node) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return places;
}

/** Of a step by its name, as a wait, or by a helper that is told the name. */
function stepsNamed({ asteriskToken, expression }: ts.YieldExpression): ts.Expression[] {
  if (expression === undefined) return [];
  if (asteriskToken) {
    return ts.isCallExpression(expression)
      ? expression.arguments.filter((each) => ts.isStringLiteral(each) && STEP.test(each.text))
      : [];
  }
  if (!ts.isObjectLiteralExpression(expression)) return isText(expression) ? [expression] : [];
  const step = expression.properties.find((each) => each.name?.getText() === "step");
  return step && ts.isPropertyAssignment(step) && isText(step.initializer) ? [step.initializer] : [];
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function patternOf(node: ts.Expression): RegExp {
  if (ts.isStringLiteralLike(node)) return new RegExp(`^${node.text}$`);
  if (!ts.isTemplateExpression(node)) return /^.+$/;
  const parts = node.templateSpans.map(({ expression, literal }) => `${valuesOf(expression)}${literal.text}`);
  return new RegExp(`^${node.head.text}${parts.join("")}$`);
}

/** What a variable can be, as its type says: `what: "inflate" | "deflate"`. */
function valuesOf(node: ts.Expression): string {
  const name = node.getText();
  for (let at: ts.Node = node; at; at = at.parent) {
    const parameter = ts.isFunctionLike(at) ? at.parameters.find((each) => each.name.getText() === name) : undefined;
    if (!parameter?.type) continue;
    const types = ts.isUnionTypeNode(parameter.type) ? parameter.type.types : [parameter.type];
    const texts = types.map((each) =>
      ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? each.literal.text : null,
    );
    return texts.includes(null) ? ".+" : `(?:${texts.join("|")})`;
  }
  return ".+";
}

/** The branches that the node stands in, innermost first. */
function conditionsOf(node: ts.Node): Pick<YieldPlace, "only" | "differs"> {
  const found: Pick<YieldPlace, "only" | "differs"> = {};
  for (let at = node; at.parent && !ts.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (!ts.isIfStatement(parent) || at === parent.expression) continue;
    const isThen = at === parent.thenStatement;
    const negated = ts.isPrefixUnaryExpression(parent.expression);
    const call = ts.isPrefixUnaryExpression(parent.expression) ? parent.expression.operand : parent.expression;
    const [guard, difference] = [asked(call, "guard"), asked(call, "differs")];
    if (guard !== null) found.only ??= { name: guard, present: isThen !== negated };
    if (difference !== null && isThen !== negated) found.differs ??= difference;
  }
  return found;
}

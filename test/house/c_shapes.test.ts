/**
 * C has no closures, and no arrays that grow. Kernel functions of the models do without them: they go along lists by iterators (`for_each_…`), and a callback is a function
 * with a name. What is left is counted here by TypeScript's own reader, each with its reason.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { kernelCode, type ModelFunction } from "./model_functions.ts";

/** The kernel has these arrays, too, or `void *`. */
const BUFFER =
  "vb->pfns, the buffer that the host is told of; the pages are also what the operation is said to have come to";
const CHAIN = "struct page *pages[ZS_MAX_PAGES_PER_ZSPAGE]";
const BYTES = "void *buf, of the caller";
/** They hand out pages, where the kernel's say how many: scenarios name them. */
const NAMED = "the pages that an operation came to, which scenarios name (`as: [p, q]`)";

/** By file and function, with a star for each era of which the file is. */
const REASONS: Readonly<Record<string, string>> = {
  "*/cmm.ts cmm_alloc_pages": NAMED,
  "*/cmm.ts cmm_free_pages": NAMED,
  "*/virtio_balloon.ts fill_balloon": BUFFER,
  "*/virtio_balloon.ts leak_balloon": BUFFER,
  "*/virtio_balloon.ts tell_host": BUFFER,
  "*/virtio_balloon.ts virtballoon_migratepage": BUFFER,
  "*/vmw_balloon.ts vmballoon_deflate": NAMED,
  "*/vmw_balloon.ts vmballoon_inflate": NAMED,
  "*/vmw_balloon.ts vmballoon_lock": NAMED,
  "*/vmw_balloon.ts vmballoon_work": NAMED,
  "*/zs_migrate.ts replace_sub_page": CHAIN,
  "*/zs_object.ts zs_read": BYTES,
  "*/zs_object.ts zs_write": BYTES,
  "*/zspage.ts create_page_chain": CHAIN,
  "*/zspage_life.ts alloc_zspage": CHAIN,
  "machine/array.ts array_of": "what an array of C is made of here",
  "plans/yan/target.ts offline_target": BUFFER,
  "plans/yan/target.ts online_target": BUFFER,
};

/** The condition of a wait, as wait_event() has it, and a question about guards, which is answered before anybody reads the function as C. */
function isMachines(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === "ready";
  return (
    ts.isCallExpression(parent) &&
    /^[A-Z]+\.every$/.test(parent.expression.getText()) &&
    /\.guard\(\w+\)$/.test(node.getText())
  );
}

function shapesIn({ node }: ModelFunction): string[] {
  const found: string[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isFunctionLike(each) && !ts.isFunctionTypeNode(each) && !isMachines(each)) found.push("closure");
    if (ts.isArrayLiteralExpression(each) || ts.isSpreadElement(each)) found.push("array");
    if (ts.isArrayTypeNode(each)) found.push("array type");
    if (ts.isCallExpression(each) && each.expression.getText() === "array_of") found.push("array_of");
    ts.forEachChild(each, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

/** Its place in the list. */
function reasonFor({ where }: ModelFunction): string | undefined {
  const own = where.slice("models/".length);
  return [own, own.replace(/^(?:plans\/)?\w+\//, "*/")].find((each) => each in REASONS);
}

test("arrays and closures in kernel functions are those that have a reason", () => {
  const found = [...kernelCode(isMachines)].flatMap((fn) => {
    const shapes = shapesIn(fn);
    return shapes.length > 0 ? [reasonFor(fn) ?? `${fn.where}: ${shapes.join(", ")}`] : [];
  });
  expect([...new Set(found)].sort()).toEqual(Object.keys(REASONS).sort());
});

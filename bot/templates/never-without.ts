import type { ASTNode } from "@marcbachmann/cel-js";

/** What an expression names: an answer or a fact, as "answers.x" or "facts.x.y". */
type NameOf = (node: ASTNode) => string | undefined;

/** Names without which the expression is never true, whatever else is known: then nobody needs to evaluate it, which throws at what is missing, and throwing costs more than all the rest. */
export function neverWithout(node: ASTNode, nameOf: NameOf, children: (node: ASTNode) => readonly ASTNode[]): ReadonlySet<string> {
  const [first, ...rest] = children(node).map((child) => () => neverWithout(child, nameOf, children));
  switch (node.op) {
    case "&&":
      return new Set(children(node).flatMap((child) => [...neverWithout(child, nameOf, children)]));
    case "||":
      // either will do
      return new Set([...(first?.() ?? [])].filter((name) => rest.every((other) => other().has(name))));
    default:
      return faultWithout(node, nameOf, children);
  }
}

/** Names without which it is certainly a fault. */
function faultWithout(node: ASTNode, nameOf: NameOf, children: (node: ASTNode) => readonly ASTNode[]): ReadonlySet<string> {
  const name = nameOf(node);
  if (name !== undefined) return node.op === "in" ? none : new Set([name]);
  const inside = children(node);
  switch (node.op) {
    case "&&":
    case "||":
      // the other side may settle it
      return none;
    case "?:":
      return inside[0] ? faultWithout(inside[0], nameOf, children) : none;
    case "call":
      // has(answers.x) asks for it
      return node.args[0] === "has" ? none : ofAll(inside, nameOf, children);
    default:
      return ofAll(inside, nameOf, children);
  }
}

const none: ReadonlySet<string> = new Set();
const ofAll = (nodes: readonly ASTNode[], nameOf: NameOf, children: (node: ASTNode) => readonly ASTNode[]): ReadonlySet<string> =>
  new Set(nodes.flatMap((node) => [...faultWithout(node, nameOf, children)]));

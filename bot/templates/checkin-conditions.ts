import { Environment, type ASTNode } from "@marcbachmann/cel-js";
import { factValue } from "../domain/checkins/fact-value.ts";
import { mentions } from "../domain/checkins/mentions.ts";
import type { Condition, ConditionInput, QuestionKind } from "../domain/checkins/questionnaire.ts";
import { neverWithout } from "./never-without.ts";

/** What an expression looks at, and the condition; or what is wrong with it, and where in it (from 0). */
export type CompiledCondition =
  | { readonly condition: Condition; readonly answers: ReadonlySet<string>; readonly facts: ReadonlySet<string> }
  | { readonly wrong: string; readonly at: number };

/**
 * Compiles an expression over the questions before it (`before`) and facts. An expression that meets what was not
 * answered or is not known is false, never a fault. Each is bounded: no loops, no patterns, at most `mostNodes` steps.
 */
export function compileCondition(source: string, before: ReadonlyMap<string, QuestionKind["type"]>, later: ReadonlySet<string>): CompiledCondition {
  const schema = Object.fromEntries([...before].map(([id, type]) => [id, celTypes[type]]));
  const environment = base.clone().registerVariable({ name: "answers", schema });
  const parsed = parse(environment, source);
  if ("wrong" in parsed) return parsed;
  const seen = lookedAt(parsed.ast);
  if ("wrong" in seen) return seen;
  for (const [id, at] of seen.answers) {
    if (later.has(id)) return { wrong: `answers.${id} is asked later`, at };
    if (!before.has(id)) return { wrong: `no question ${id}`, at };
  }
  const { valid, type, error } = parsed.check();
  if (!valid) return { wrong: reasonOf(error), at: error && "range" in error ? (error.range?.start ?? 0) : 0 };
  if (type !== "bool" && type !== "dyn") return { wrong: `is no yes or no, but ${type ?? "nothing"}`, at: 0 };
  const sides = sidesOf(parsed.ast, source).map((side) => sideOf(environment, side) ?? wholeOf(parsed));
  const named = [...seen.answers.keys()];
  const condition: Condition = (input) => sides.some((side) => isTrue(side, named, input));
  return { condition, answers: new Set(named), facts: new Set(seen.facts.keys()) };
}

interface Side {
  readonly parsed: Parsed;
  /** Without any one of these it is not true. */
  readonly answers: readonly string[];
  readonly facts: readonly string[];
}

/** "a || b" is true where one of them is, whatever is missing for the other: each side is looked at alone. */
const sidesOf = (ast: ASTNode, source: string): string[] =>
  ast.op === "||" ? childrenOf(ast).flatMap((side) => sidesOf(side, source)) : [source.slice(ast.start, ast.end)];

/** Undefined: a place that begins or ends with a bracket is no expression by itself; then the whole is. */
function sideOf(environment: Environment, source: string): Side | undefined {
  const parsed = parse(environment, source);
  return "wrong" in parsed ? undefined : wholeOf(parsed);
}

function wholeOf(parsed: Parsed): Side {
  const needs = [...neverWithout(parsed.ast, nameOf, childrenOf)];
  const under = (of: string): string[] => needs.flatMap((name) => (name.startsWith(of) ? [name.slice(of.length)] : []));
  return { parsed, answers: under("answers."), facts: under("facts.") };
}

function isTrue(side: Side, named: readonly string[], { answers, facts }: ConditionInput): boolean {
  for (const id of side.answers) if (answers[id] === undefined) return false;
  for (const name of side.facts) if (facts[name] === undefined) return false;
  try {
    const known = named.flatMap((id) => (answers[id] === undefined ? [] : [[id, factValue(answers[id])] as const]));
    return side.parsed({ answers: Object.fromEntries(known), facts }) === true;
  } catch {
    // Only what is missing can throw: types were checked, and of a fact of another type nothing is known either.
    return false;
  }
}

const nameOf = (node: ASTNode): string | undefined => {
  const named = namedIn(node);
  return named && `${named.of}.${named.name}`;
};

/** Far more than a condition needs; with no loops the work is at most so many steps. */
const mostNodes = 80;

const celTypes = {
  yes_no: "bool",
  choice: "string",
  multi_choice: "list<string>",
  number: "double",
  money: "double",
  percent: "double",
  date: "string",
  text: "string",
  document: "bool",
  location: "string",
} as const satisfies Record<QuestionKind["type"], string>;

/** Numbers of answers and facts are doubles; whole numbers as they are written ("2 *", "== 3") mean the same. */
const base = ["+", "-", "*", "/"].reduce(
  (environment, sign) =>
    environment
      .registerOperator(`double ${sign} int`, (a: number, b: bigint) => arithmetic(sign, a, Number(b)))
      .registerOperator(`int ${sign} double`, (a: bigint, b: number) => arithmetic(sign, Number(a), b)),
  new Environment({ limits: { maxAstNodes: mostNodes, maxDepth: 12, maxListElements: 20, maxMapEntries: 0, maxCallArguments: 3 } })
    .registerVariable("facts", "map<string, dyn>")
    .registerOperator("double == int", (a: number, b: bigint) => a === Number(b))
    .registerFunction("mentions(dyn, list<string>): bool", (text: unknown, words: readonly string[]) => typeof text === "string" && mentions(text, words)),
);

function arithmetic(sign: string, a: number, b: number): number {
  switch (sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    default:
      return a / b;
  }
}

type Parsed = ReturnType<Environment["parse"]>;
function parse(environment: Environment, source: string): Parsed | { wrong: string; at: number } {
  try {
    return environment.parse(source);
  } catch (error) {
    const at = error instanceof Error && "range" in error ? startOf(error.range) : 0;
    return { wrong: reasonOf(error), at };
  }
}

const startOf = (range: unknown): number =>
  typeof range === "object" && range !== null && "start" in range && typeof range.start === "number" ? range.start : 0;
/** Their message shows the source once more, over several lines. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? ("summary" in error && typeof error.summary === "string" ? error.summary : error.message.split("\n", 1).join("")) : "no expression";

/** Functions that take a bounded time: macros that run over lists and patterns are none of them. */
const allowed: ReadonlySet<string> = new Set(["has", "size", "mentions", "startsWith", "endsWith", "contains", "double", "string"]);

interface LookedAt {
  /** Each with where it stands first. */
  readonly answers: Map<string, number>;
  readonly facts: Map<string, number>;
}

function lookedAt(ast: ASTNode): LookedAt | { wrong: string; at: number } {
  const seen: LookedAt = { answers: new Map(), facts: new Map() };
  const wrong = look(ast, seen);
  return wrong ?? seen;
}

type Wrong = { wrong: string; at: number } | undefined;

function look(node: ASTNode, seen: LookedAt): Wrong {
  const named = namedIn(node);
  if (named) {
    const of = named.of === "answers" ? seen.answers : seen.facts;
    if (!of.has(named.name)) of.set(named.name, node.start);
    return undefined;
  }
  if (node.op === "id")
    return roots.has(node.args)
      ? { wrong: `name what is meant: ${node.args}.something or ${node.args}["some.thing"]`, at: node.start }
      : { wrong: `no such thing as ${node.args}: only answers and facts`, at: node.start };
  if ((node.op === "call" || node.op === "rcall") && !allowed.has(node.args[0]))
    return { wrong: `no function ${node.args[0]}: there are ${[...allowed].join(", ")}`, at: node.start };
  if (node.op === "." && factBelow(node.args[0])) return { wrong: `write facts["…"] for a name with points`, at: node.start };
  return childrenOf(node).reduce<Wrong>((found, child) => found ?? look(child, seen), undefined);
}

const roots: ReadonlySet<string> = new Set(["answers", "facts"]);

/** answers.x, facts.x, facts["x.y"], "x.y" in facts. */
function namedIn(node: ASTNode): { of: "answers" | "facts"; name: string } | undefined {
  if (node.op === ".") return under(node.args[0], node.args[1]);
  if (node.op === "[]") return under(node.args[0], literalOf(node.args[1]));
  return node.op === "in" ? under(node.args[1], literalOf(node.args[0])) : undefined;
}

function under(node: ASTNode, name: string | undefined): { of: "answers" | "facts"; name: string } | undefined {
  if (node.op !== "id" || name === undefined) return undefined;
  return node.args === "answers" || node.args === "facts" ? { of: node.args, name } : undefined;
}

const literalOf = (node: ASTNode): string | undefined => (node.op === "value" && typeof node.args === "string" ? node.args : undefined);
const factBelow = (node: ASTNode): boolean => namedIn(node)?.of === "facts";

const isNode = (value: unknown): value is ASTNode => typeof value === "object" && value !== null && "op" in value && "range" in value;
function childrenOf(node: ASTNode): ASTNode[] {
  const within = (value: unknown): ASTNode[] => (isNode(value) ? [value] : Array.isArray(value) ? value.flatMap(within) : []);
  return within(node.args);
}

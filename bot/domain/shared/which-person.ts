import type { BorrowerId, ContactPointId } from "../ids.ts";

/** One of several borrowers who left the same number or account. */
export interface Sharer {
  readonly contact: ContactPointId;
  readonly borrower: BorrowerId;
  readonly name: string;
  /** The last four of their open contracts; "" where one has none. */
  readonly endings: readonly string[];
}

/** What tells the sharers apart without telling either's affairs: the first letter of the name, else the contract's ending. */
export interface Labels {
  readonly by: "initial" | "ending" | "none";
  /** In the order of the sharers; empty where nothing tells them apart. */
  readonly of: readonly string[];
}

export function labelsOf(sharers: readonly Sharer[]): Labels {
  const initials = sharers.map(({ name }) => initialOf(name));
  if (areTold(initials)) return { by: "initial", of: initials };
  const endings = sharers.map(({ endings: [first = ""] }) => first);
  return areTold(endings) ? { by: "ending", of: endings } : { by: "none", of: [] };
}

/**
 * Whom a text names, as an answer to "which of you?": a first letter, a name or a contract's ending and nothing else,
 * or "I am Peter" with something after it. Undefined: nobody, or more than one.
 */
export function whichPerson(text: string, sharers: readonly Sharer[]): Sharer | undefined {
  const [first = ""] = text.split(/[,，。.!！;；\n]/u);
  return named(text, sharers) ?? (introduces.test(first.normalize("NFKC").toLowerCase()) ? named(first, sharers) : undefined);
}

const introduces = /^\s*(?:(?:您好|你好|hi|hello)\s*)?(?:我是|我叫|我姓|this is|i am|i'm|it's|my name is)/u;

function named(text: string, sharers: readonly Sharer[]): Sharer | undefined {
  const said = bare(text);
  if (said === "") return undefined;
  const [one, other] = sharers.filter((sharer) => isNamed(said, sharer));
  return other ? undefined : one;
}

export const initialOf = (name: string): string => (/[\p{L}\p{N}]/u.exec(name.normalize("NFKC"))?.[0] ?? "").toLocaleUpperCase("en");

const areTold = (labels: readonly string[]): boolean => labels.every((label) => label !== "") && new Set(labels).size === labels.length;

function isNamed(said: string, { name, endings }: Sharer): boolean {
  const full = squeezed(name);
  const words = name
    .normalize("NFKC")
    .toLowerCase()
    .split(/[\s·.]+/);
  const polite = new RegExp(`^${escaped(initialOf(name).toLowerCase())}(?:先生|女士|小姐|老板|师傅|总|mr|mrs|ms)?$`, "u");
  return (
    said === full ||
    polite.test(said) ||
    (words.length > 1 && words.some((word) => word.length > 1 && word === said)) ||
    endings.some((ending) => ending !== "" && ending.toLowerCase() === said)
  );
}

/** Without what people put around their name. */
function bare(text: string): string {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/["'“”「」《》,，.。!！:：~～、()（）]/g, (mark) => (mark === "'" ? mark : " "))
    .replace(/\s+/g, " ")
    .trim();
  const inner = plain
    .replace(
      /^(?:(?:您好|你好|hi|hello|嗯|哦)\s*)?(?:我是|我叫|我姓|这是|这边是|是|姓|本人|this is|i am|i'm|it is|it's|my name is|me|(?:合同)?尾号(?:是|为)?|(?:the )?(?:contract )?ending(?: in)?|contract)\s*/u,
      "",
    )
    .replace(/\s*(?:本人|呀|啊|呢|的|here|speaking|please)$/u, "");
  return squeezed(inner);
}

const squeezed = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s·.]+/g, "");
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * What is no password: NIST SP 800-63B asks for length and a list of what everybody tries, and for no rules of
 * capitals and digits, which only make people write them down.
 */
export type PasswordFault = "short" | "long" | "common" | "personal";

export const passwordLength = { min: 12, max: 128 };

/** `about`: handle, address and the like, which others know. */
export function passwordFault(password: string, about: readonly string[] = []): PasswordFault | undefined {
  if (characters(password) < passwordLength.min) return "short";
  if (password.length > passwordLength.max) return "long";
  const plain = fold(password);
  if (guessable(plain)) return "common";
  const known = about.flatMap((each) => fold(each).split(/[@\s]/)).filter((each) => each.length >= 4);
  // Somebody's name and a few characters more is the first thing that is tried.
  return known.some((each) => plain.includes(each) && characters(plain) - characters(each) < 8) ? "personal" : undefined;
}

const characters = (text: string): number => Array.from(text).length;

const fold = (text: string): string =>
  text.normalize("NFKC").toLowerCase().replaceAll("0", "o").replaceAll("@", "a").replaceAll("$", "s").replaceAll(/[1!]/g, "i").replaceAll("3", "e");

/** Of lists of leaked passwords, what is left of the commonest of twelve characters or more when its decoration is off. */
const words = [
  "password", "passwort", "passwd", "letmein", "welcome", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm", "iqazawsx", "azerty", "admin", "administrator",
  "iloveyou", "princess", "sunshine", "football", "baseball", "dragon", "monkey", "superman", "batman", "trustnoi", "starwars", "michael", "shadow",
  "master", "changeme", "default", "secret", "computer", "internet", "samsung", "google", "facebook", "abcdefgh", "woaini", "wodemima", "mima", "nihao",
  "huifang", "woaizhongguo", "asdasd", "qweqwe", "testtest", "correcthorsebatterystaple", "liverpool", "chelsea", "jordan", "whatever", "freedom", "login",
]; // prettier-ignore

function guessable(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  if (repeats(plain) || runs(plain)) return true;
  let rest = plain;
  for (const word of words.toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  if (rest.length === plain.length) return false;
  // What is left around a common word: years, digits in a row, punctuation.
  return characters(rest.replaceAll(/[\d\W_oieas]/g, "")) < 3;
}

/** "abcabcabcabc" */
const repeats = (text: string): boolean =>
  [1, 2, 3, 4, 5, 6].some(
    (size) =>
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length),
  );

/** "iZ3456789oiZ", "abcdefghijkl": nearly every character is the one after the one before it. */
function runs(text: string): boolean {
  const digits = text.replaceAll("o", "0").replaceAll("i", "1").replaceAll("e", "3").replaceAll("s", "5");
  const steps = (of: string): number =>
    Array.from(of)
      .slice(1)
      .filter((each, at) => Math.abs((each.codePointAt(0) ?? 0) - (of.codePointAt(at) ?? 0)) === 1).length;
  return Math.max(steps(text), steps(digits)) >= text.length - 3;
}

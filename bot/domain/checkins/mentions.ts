/** Is one of the words in the text? Latin words as whole words: "stock" is not in "livestock". */
export function mentions(text: string, words: readonly string[]): boolean {
  const said = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return words.some((word) => (/^[ -~]+$/.test(word) ? said.includes(` ${word.toLowerCase()} `) : said.includes(word)));
}

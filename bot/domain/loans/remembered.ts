/**
 * `compute`, asked once for each of the few values that a column of a million rows has (locales, zones). Keeps at most a
 * thousand answers, so that a file of nonsense does not fill the memory.
 */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = compute(text);
    if (answers.size >= 1000) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

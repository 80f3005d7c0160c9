/** Words that one or two slips of the fingers apart. */

/** Slips that make one of the other: a letter too many, missing, another, or two exchanged. Stops counting above `most`. */
export function slipsBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(last[right.length] ?? 0, most + 1);
}

/** How many slips a word may hold and still be that word. */
export const slipsAllowed = (length: number): number => (length >= 9 ? 2 : length >= 4 ? 1 : 0);

/** For each word those near it, found by what is left of both when letters are taken out. */
export function nearWords(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const bearing = new Map<string, string[]>();
  const all = [...new Set(words)].sort();
  for (const word of all)
    for (const left of withLettersOut(word, slipsAllowed(word.length))) {
      const list = bearing.get(left);
      if (list) list.push(word);
      else bearing.set(left, [word]);
    }
  const near = new Map<string, Set<string>>();
  for (const list of bearing.values())
    for (const one of list)
      for (const other of list) {
        if (one >= other || near.get(one)?.has(other)) continue;
        const most = slipsAllowed(Math.min(one.length, other.length));
        if (most === 0 || slipsBetween(one, other, most) > most) continue;
        (near.get(one) ?? near.set(one, new Set()).get(one))?.add(other);
        (near.get(other) ?? near.set(other, new Set()).get(other))?.add(one);
      }
  return new Map([...near].map(([word, others]) => [word, [...others].sort()]));
}

function withLettersOut(word: string, most: number): Set<string> {
  let last = new Set([word]);
  const all = new Set(last);
  for (let out = 0; out < most; out += 1) {
    const next = new Set<string>();
    for (const one of last) for (let at = 0; at < one.length; at += 1) next.add(one.slice(0, at) + one.slice(at + 1));
    next.forEach((one) => all.add(one));
    last = next;
  }
  return all;
}

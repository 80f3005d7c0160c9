/** Names put together that are one name; always the same ones for the same names. */
import { compareNames, type Cause, type Likeness, type Vocabulary } from './compare.ts';
import type { Name } from './name.ts';

export interface Node {
  id: string;
  name: Name;
  operators: number;
  lines: number;
}
export interface Joined<N extends Node> {
  node: N;
  score: number;
  cause: Cause;
}
export interface Cluster<N extends Node> {
  /** What most write. */
  head: N;
  members: Joined<N>[];
  /** Heads of others that resemble it without being it. */
  weak: { head: N; score: number }[];
}

/** Two clusters that a shorter name fits equally well: it stays alone. */
const clearlyBetter = 0.08;

export function clusterNames<N extends Node>(nodes: readonly N[], vocabulary: Vocabulary): Cluster<N>[] {
  // Initials come last: they find the name that they stand for, or two, and then neither.
  const isOneWord = ({ name }: N): number => (name.words.length === 1 ? 1 : 0);
  const ordered = [...nodes].sort(
    (one, other) =>
      isOneWord(one) - isOneWord(other) ||
      other.operators - one.operators ||
      other.lines - one.lines ||
      (one.id < other.id ? -1 : 1),
  );
  const clusters: Cluster<N>[] = [];
  const byWord = new Map<string, Set<Cluster<N>>>();
  const note = (name: Name, cluster: Cluster<N>): void => {
    for (const word of waysIn(name)) {
      const found = byWord.get(word);
      if (found) found.add(cluster);
      else byWord.set(word, new Set([cluster]));
    }
  };
  for (const node of ordered) {
    const candidates = candidatesOf(node.name, byWord, vocabulary)
      .map((cluster) => ({ cluster, likeness: likenessTo(cluster, node, vocabulary) }))
      .filter(({ likeness }) => likeness.strength !== 'none')
      .sort(
        (one, other) =>
          other.likeness.score - one.likeness.score || (one.cluster.head.id < other.cluster.head.id ? -1 : 1),
      );
    const strong = candidates.filter(({ likeness }) => likeness.strength === 'strong');
    const [best, next] = strong;
    const isClear =
      best && (!next || best.likeness.score - next.likeness.score >= clearlyBetter || best.likeness.score >= 0.98);
    if (best && isClear) {
      const { score, cause } = best.likeness;
      best.cluster.members.push({ node, score, cause });
      note(node.name, best.cluster);
      continue;
    }
    const cluster: Cluster<N> = {
      head: node,
      members: [{ node, score: 1, cause: 'same' }],
      weak: candidates.slice(0, 3).map(({ cluster: { head }, likeness: { score } }) => ({ head, score })),
    };
    clusters.push(cluster);
    note(node.name, cluster);
  }
  return clusters;
}

function waysIn({ words, joined, initials }: Name): string[] {
  const turned = words.length === 2 ? slices(`${words[1] ?? ''}${words[0] ?? ''}`) : [];
  return [...words, ...(words.length > 1 ? initials : []), ...slices(joined), ...turned];
}
/** The two ends of a name: one of them is left whole by a slip, also where words were run together. */
const slices = (joined: string): string[] =>
  joined.length >= 8 ? [`^${joined.slice(0, 6)}`, `$${joined.slice(-6)}`] : [];

function candidatesOf<N extends Node>(
  name: Name,
  byWord: ReadonlyMap<string, ReadonlySet<Cluster<N>>>,
  { near }: Vocabulary,
): Cluster<N>[] {
  const found = new Set<Cluster<N>>();
  for (const way of waysIn(name))
    for (const word of [way, ...(near.get(way) ?? [])]) byWord.get(word)?.forEach((cluster) => found.add(cluster));
  return [...found];
}

/** To its head; or to another of its names that is nearer, as long as the head does not speak against it. */
function likenessTo<N extends Node>({ head, members }: Cluster<N>, { name }: N, vocabulary: Vocabulary): Likeness {
  const toHead = compareNames(head.name, name, vocabulary);
  if (toHead.strength === 'strong' || members.length === 1) return toHead;
  let best = toHead;
  for (const { node } of members) {
    const likeness = compareNames(node.name, name, vocabulary);
    const counts = likeness.strength === 'strong' && likeness.cause !== 'shorter';
    if (counts && likeness.score > best.score && (toHead.strength !== 'none' || likeness.score >= 0.95))
      best = likeness;
  }
  return best;
}

/**
 * Spellings of organisation and module put into groups: those that are one module of one organisation, and beside them those that merely resemble.
 * A group is a proposal: what resembles weakly stands outside until somebody takes it in.
 */
import { grouped } from '../grouped.ts';
import { gatherBySession } from './by-session.ts';
import { clusterNames, type Cluster } from './clusters.ts';
import { compareNames, vocabularyOf, type Cause, type Vocabulary } from './compare.ts';
import type { Draft, Group, Kind, ModuleNode, OrganisationNode, Spelling } from './grouping.ts';
import { kindOfName, moduleName, organisationName, type Name } from './name.ts';

export function groupSpellings(spellings: readonly Spelling[]): Group[] {
  const ordered = [...spellings].sort((one, other) => (one.id < other.id ? -1 : 1));
  const organisations = organisationNodes(ordered);
  const words = vocabularyOf(organisations);
  const names = new Map(ordered.map(({ module }) => [module, moduleName(module)]));
  const moduleWords = vocabularyOf(
    ordered.map(({ module, operators }) => ({ name: getName(names, module), operators: operators.length })),
  );
  // Teachers are compared with teachers, rooms with rooms.
  const drafts = [...grouped(organisations, ({ kind }) => kind)].flatMap(([kind, nodes]) =>
    clusterNames(nodes, words).flatMap((organisation) =>
      clusterNames(moduleNodes(organisation, names), moduleWords).map((module) => draftOf(kind, organisation, module)),
    ),
  );
  const together = gatherBySession(drafts, words, moduleWords);
  addWeak(together, moduleWords);
  return together.map(({ group }) => group);
}

function organisationNodes(spellings: readonly Spelling[]): OrganisationNode[] {
  const modules = new Map<string, number>();
  for (const { module, operators } of spellings) {
    const { key } = moduleName(module);
    modules.set(key, (modules.get(key) ?? 0) + operators.length);
  }
  const byKey = new Map<string, OrganisationNode>();
  for (const [text, list] of grouped(spellings, ({ organisation }) => organisation)) {
    const name = organisationName(text);
    const asModule = moduleName(text).key;
    const isTraining =
      list.every(({ module }) => moduleName(module).key === asModule) ||
      (modules.get(asModule) ?? 0) > 3 * counted(list).operators;
    const kind = isTraining ? 'training' : kindOfName(text);
    const key = `${kind} ${name.key} ${name.towns.join(' ')}`;
    const there = byKey.get(key);
    if (there) there.spellings.push(...list);
    else byKey.set(key, { id: key, name, kind, spellings: [...list], operators: 0, lines: 0 });
  }
  // Words in the order in which most write them: initials and names run together follow it.
  return [...byKey.values()].map((node) => ({
    ...node,
    name: organisationName(mostUsed(node.spellings).organisation),
    ...counted(node.spellings),
  }));
}

function moduleNodes(cluster: Cluster<OrganisationNode>, names: ReadonlyMap<string, Name>): ModuleNode[] {
  const all = cluster.members.flatMap(({ node }) => node.spellings);
  return [...grouped(all, ({ module }) => getName(names, module).key)].map(([key, list]) => ({
    id: key,
    name: getName(names, list[0]?.module ?? ''),
    spellings: list,
    ...counted(list),
  }));
}
const getName = (names: ReadonlyMap<string, Name>, text: string): Name => names.get(text) ?? moduleName(text);

const counted = (list: readonly Spelling[]): { operators: number; lines: number } => ({
  operators: new Set(list.flatMap(({ operators }) => operators)).size,
  lines: list.reduce((sum, { lines }) => sum + lines, 0),
});

function draftOf(kind: Kind, organisation: Cluster<OrganisationNode>, module: Cluster<ModuleNode>): Draft {
  const causes = new Map(
    organisation.members.flatMap(({ node, cause }) => node.spellings.map(({ id }) => [id, cause] as const)),
  );
  const members = module.members.flatMap(({ node, cause }) =>
    node.spellings.map(({ id }) => ({ id, isIn: true, why: graver(causes.get(id) ?? 'same', cause) })),
  );
  const spellings = module.members.flatMap(({ node }) => node.spellings);
  return { kind, organisation, module, spellings, group: { head: mostUsed(spellings).id, members } };
}
const byGravity: readonly Cause[] = ['same', 'order', 'misspelling', 'shorter', 'initials'];
const graver = (one: Cause, other: Cause): Cause => (byGravity.indexOf(one) > byGravity.indexOf(other) ? one : other);
const mostUsed = (spellings: readonly Spelling[]): Spelling =>
  spellings.reduce((best, one) =>
    one.operators.length > best.operators.length ||
    (one.operators.length === best.operators.length && one.lines > best.lines)
      ? one
      : best,
  );

/** At most so many spellings that merely resemble are shown beside a group. */
const mostWeak = 5;

/** Beside a group: the head of a group that resembles it, of the same organisation or of one alike. */
function addWeak(drafts: readonly Draft[], moduleWords: Vocabulary): void {
  const byOrganisation = grouped(drafts, ({ organisation }) => organisation.head.id);
  for (const draft of drafts) {
    const { organisation, module } = draft;
    const sameHouse = (byOrganisation.get(organisation.head.id) ?? []).filter((other) => other !== draft);
    const alike = organisation.weak.flatMap(({ head }) => byOrganisation.get(head.id) ?? []);
    for (const other of [...sameHouse, ...alike]) {
      const { strength } = compareNames(other.module.head.name, module.head.name, moduleWords);
      if (strength === 'none') continue;
      propose(other, draft);
      propose(draft, other);
    }
  }
}
function propose(to: Draft, from: Draft): void {
  const { members } = to.group;
  const { head } = from.group;
  if (members.some(({ id }) => id === head) || members.filter(({ isIn }) => !isIn).length >= mostWeak) return;
  members.push({ id: head, isIn: false, why: 'weak' });
}

/**
 * What a name looks like that was typed for an organisation or a module: said while one types, never in the way. The faults that are seen most
 *: a place, a trainer or a title where the organisation is asked for.
 */
import { kindOfName } from './likeness/name.ts';
import { searchable } from './searchable.ts';

export type TrainingHint =
  | { kind: 'place' }
  | { kind: 'person' }
  | { kind: 'same-as-module' }
  | { kind: 'too-short' }
  | { kind: 'existing'; name: string };

/** Words that a person's name does not have. */
const bodyWords =
  /\b(?:asbl|vzw|scrl|sprl|srl|sa|cpas|commune|ville|province|centre|institut|institution|ecole|haute|universite|service|association|federation|ligue|croix|academie|formation|formations|enfance|enfant|enfants|jeunesse|coordination|atl|aes|one|collectif|cooperative|maison|espace|groupe|reseau|promotion|sociale|de|du|des|la|le|les|et|pour)\b/;

/** A trainer; or perhaps one: two or three words with capitals, and none that an organisation has. Enough to ask whoever types it. */
function mayBePerson(name: string): boolean {
  if (kindOfName(name) === 'trainer') return true;
  const parts = name.trim().split(/\s+/);
  return (
    (parts.length === 2 || parts.length === 3) &&
    parts.every((part) => /^\p{Lu}[\p{L}'’-]+$/u.test(part)) &&
    !parts.every((part) => part === part.toUpperCase()) &&
    !bodyWords.test(searchable(name))
  );
}

/** What is to be said of the name of an organisation. @param near names of the lists that are nearly the same, nearest first */
export function hintsOf(organisation: string, module: string, near: readonly string[] = []): TrainingHint[] {
  const words = searchable(organisation);
  if (words === '') return [];
  return [
    ...near.slice(0, 1).map((name): TrainingHint => ({ kind: 'existing', name })),
    ...(kindOfName(organisation) === 'place'
      ? [{ kind: 'place' } as const]
      : mayBePerson(organisation)
        ? [{ kind: 'person' } as const]
        : []),
    ...(words === searchable(module) ? [{ kind: 'same-as-module' } as const] : []),
    ...(words.length < 3 ? [{ kind: 'too-short' } as const] : []),
  ];
}

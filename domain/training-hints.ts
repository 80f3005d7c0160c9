/**
 * What a name looks like that was typed for an organisation or a module: said while one types, never in the way. The faults that are seen most
 * (seed 003): a place, a trainer or a title where the organisation is asked for.
 */
import { searchable } from './searchable.ts';

export type TrainingHint =
  | { kind: 'place' }
  | { kind: 'person' }
  | { kind: 'same-as-module' }
  | { kind: 'too-short' }
  | { kind: 'existing'; name: string };

const placeWords =
  /^(?:salle|ecole|maison communale|hotel de ville|bibliotheque|gymnase|rue|avenue|place|chaussee|boulevard|local|locaux|centre culturel)\b/;
const postcode =
  /^(?:b )?[1-9]\d{3}(?: [a-z ]+)?$|\b(?:rue|avenue|chaussee|boulevard) [a-z ]+ \d+\b|\b[1-9]\d{3} [a-z]{3,}/;
const titles =
  /^(?:mme|madame|mr|m|monsieur|mlle|dr|docteur|prof|professeur|formateur|formatrice|animateur|animatrice)\b/;
/** Words that a person's name does not have. */
const bodyWords =
  /\b(?:asbl|vzw|scrl|sprl|srl|sa|cpas|commune|ville|province|centre|institut|institution|ecole|haute|universite|service|association|federation|ligue|croix|academie|formation|formations|enfance|enfant|enfants|jeunesse|coordination|atl|aes|one|collectif|cooperative|maison|espace|groupe|reseau|promotion|sociale|de|du|des|la|le|les|et|pour)\b/;

const localities = new Set(
  'bruxelles,liege,namur,mons,charleroi,tournai,arlon,wavre,nivelles,verviers,huy,dinant,ciney,gembloux,eghezee,ottignies,louvain la neuve,la louviere,mouscron,ath,soignies,thuin,philippeville,bastogne,marche en famenne,neufchateau,virton,waremme,seraing,herstal,ixelles,uccle,schaerbeek,anderlecht,forest,etterbeek,jette,braine l alleud,waterloo,jodoigne,perwez,andenne,fosses la ville,couvin,binche,chatelet,saint ghislain,enghien,spa,stavelot,malmedy,eupen,hannut,rochefort,libramont,durbuy'.split(
    ',',
  ),
);

/** A place: a locality alone, an address, a hall. */
export function looksLikePlace(name: string): boolean {
  const words = searchable(name);
  return localities.has(words) || placeWords.test(words) || postcode.test(words);
}

/** A trainer: a civility, or two or three words with capitals and none that an organisation has. */
export function looksLikePerson(name: string): boolean {
  const words = searchable(name);
  if (titles.test(words)) return true;
  const parts = name.trim().split(/\s+/);
  return (
    (parts.length === 2 || parts.length === 3) &&
    parts.every((part) => /^\p{Lu}[\p{L}'’-]+$/u.test(part)) &&
    !parts.every((part) => part === part.toUpperCase()) &&
    !bodyWords.test(words) &&
    !localities.has(words)
  );
}

/** What is to be said of the name of an organisation. @param near names of the lists that are nearly the same, nearest first */
export function hintsOf(organisation: string, module: string, near: readonly string[] = []): TrainingHint[] {
  const words = searchable(organisation);
  if (words === '') return [];
  return [
    ...near.slice(0, 1).map((name): TrainingHint => ({ kind: 'existing', name })),
    ...(looksLikePlace(organisation)
      ? [{ kind: 'place' } as const]
      : looksLikePerson(organisation)
        ? [{ kind: 'person' } as const]
        : []),
    ...(words === searchable(module) ? [{ kind: 'same-as-module' } as const] : []),
    ...(words.length < 3 ? [{ kind: 'too-short' } as const] : []),
  ];
}

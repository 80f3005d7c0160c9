/** How people write what they read on a certificate, in a hurry. */
import type { Dice } from './dice.ts';
import type { TrueOrganisation } from './training-names.ts';

const bare = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
const withoutArticles = (text: string): string =>
  text.replace(/(?<= |^)(?:(?:du|des|de la|de|les|la|le) |(?:de l|l|d)’)/gi, '').trim();

/** One slip of the fingers in a word of five letters or more. */
export function slip(dice: Dice, text: string): string {
  const words = text.split(' ');
  const long = words.flatMap((word, index) => (word.length >= 5 ? [index] : []));
  if (long.length === 0) return text;
  const which = dice.pick(long);
  const word = words[which] ?? '';
  const at = dice.between(1, word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word[at] ?? '', word[at + 1] ?? '', word.slice(at + 2)];
  words[which] = dice.pick([
    before + next + letter + after,
    before + next + after,
    before + letter + letter + next + after,
    before + dice.pick('aeiornst'.split('')) + next + after,
  ]);
  return words.join(' ');
}

export function writeOrganisation(dice: Dice, { name, town, named, legalForm }: TrueOrganisation): string {
  let text = name;
  switch (
    dice.weigh({
      exact: 30,
      slip: 14,
      bare: 10,
      articles: 7,
      plural: 6,
      fused: 3,
      order: 3,
      initials: named ? 0 : 2,
      hyphen: 4,
    })
  ) {
    case 'slip':
      text = slip(dice, text);
      break;
    case 'bare':
      text = bare(text);
      break;
    case 'articles':
      text = withoutArticles(text);
      break;
    case 'plural':
      text = text.replace(/^(\p{L}{4,}[^s\s])( |$)/u, '$1s$2');
      break;
    case 'fused':
      text = text.replace(/ (?=\p{Lu})/u, '');
      break;
    case 'order':
      if (!named && text.split(' ').length === 2) text = text.split(' ').reverse().join(' ');
      break;
    case 'initials':
      text = bare(text)
        .split(/[\s’-]+/)
        .filter((word) => word.length > 0)
        .map((word) => word[0]?.toUpperCase())
        .join(dice.pick(['.', '']));
      break;
    case 'hyphen':
      text = text.replaceAll(' ', '-');
      break;
    case 'exact':
      break;
  }
  if (dice.chance(0.3)) text = dice.chance(0.8) ? `${text} ${legalForm}` : `${legalForm} ${text}`;
  if (!named && dice.chance(0.15)) text = dice.pick([`${text} ${town}`, `${text} (${town})`, `${text} - ${town}`]);
  return writeCase(dice, text);
}

export function writeModule(dice: Dice, title: string): string {
  let text = title;
  switch (
    dice.weigh({
      exact: 34,
      slip: 12,
      bare: 10,
      articles: 10,
      plural: 6,
      verb: 8,
      brackets: 6,
      said: 6,
      shorter: 4,
      year: 4,
    })
  ) {
    case 'slip':
      text = slip(dice, text);
      break;
    case 'bare':
      text = bare(text);
      break;
    case 'articles':
      text = withoutArticles(text);
      break;
    case 'plural':
      text = text.replace(/s( |$)/, '$1');
      break;
    case 'verb':
      text = text
        .replace('Gestion des', 'Gérer les')
        .replace('Gestion du', 'Gérer le')
        .replace('Animation de', 'Animer des')
        .replace('Prévention du', 'Prévenir le')
        .replace('Observation des', 'Observer les')
        .replace('Découverte de', 'Découvrir')
        .replace('Aménagement des', 'Aménager les');
      break;
    case 'brackets':
      text = text.replace(/ (entre enfants|en équipe|niveau \d|initiation|perfectionnement)$/, ' ($1)');
      break;
    case 'said':
      text = dice.pick([`Formation : ${text}`, `Module ${text}`, `« ${text} »`, `Formation ${text.toLowerCase()}`]);
      break;
    case 'shorter':
      text = text.replace(/ (en milieu scolaire|initiation|pour responsables de projet)$/, '');
      break;
    case 'year':
      text = `${text} ${dice.pick(['2024', '2025', '2026'])}`;
      break;
    case 'exact':
      break;
  }
  return writeCase(dice, text);
}

function writeCase(dice: Dice, text: string): string {
  switch (dice.weigh({ as: 70, small: 15, capitals: 15 })) {
    case 'small':
      return text.toLowerCase();
    case 'capitals':
      return dice.chance(0.5) ? text.toUpperCase() : bare(text).toUpperCase();
    case 'as':
      return text;
  }
}

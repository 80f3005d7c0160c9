/** What is wrong with a number of an account, in a sentence: what, where, and how to mend it. */
import { getCountrySpecifications, isValidBBAN } from 'ibantools';
import { formatIban, parseIban, type IbanRefusal } from './iban.ts';
import { withoutSeparators } from './parsed.ts';

/** @param typed what `parseIban` has refused for this reason */
export function ibanFault(typed: string, reason: IbanRefusal): string {
  const bare = withoutSeparators(typed).toUpperCase();
  if (reason !== 'empty' && /^\d{12}$/.test(bare) && isValidBBAN(bare, 'BE'))
    return "C'est un ancien numéro de compte belge. L'IBAN commence par BE et a 16 signes : recopiez-le depuis le relevé de la banque.";
  switch (reason) {
    case 'empty':
      return 'Encodez le numéro de compte (IBAN), par exemple « BE68 5390 0754 7034 ».';
    case 'characters': {
      const odd = /[^A-Z0-9]/u.exec(bare)?.[0] ?? '';
      return `Un IBAN n'a que des lettres et des chiffres : enlevez « ${odd} ».`;
    }
    case 'country':
      return /^[A-Z]{2}/.test(bare)
        ? `« ${bare.slice(0, 2)} » n'est pas un pays de l'espace SEPA : l'ONE ne peut y verser. Un compte belge commence par « BE ».`
        : 'Un IBAN commence par les deux lettres du pays : « BE » pour un compte belge.';
    case 'length':
      return lengthFault(bare);
    case 'check':
      return checkFault(bare);
    default:
      return reason satisfies never;
  }
}

function lengthFault(bare: string): string {
  const country = bare.slice(0, 2);
  const expected = getCountrySpecifications()[country]?.chars ?? 0;
  const gap = bare.length - expected;
  const signs = Math.abs(gap) === 1 ? '1 signe' : `${String(Math.abs(gap))} signes`;
  return `Un IBAN qui commence par ${country} a ${String(expected)} signes, celui-ci en a ${String(bare.length)} : ${
    gap < 0 ? `il manque ${signs}` : `il y a ${signs} de trop`
  }. Comparez-le au relevé, par groupes de quatre.`;
}

function checkFault(bare: string): string {
  const letter = bare.startsWith('BE') ? /[A-Z]/.exec(bare.slice(2)) : null;
  if (letter)
    return `Après « BE », il n'y a que des chiffres : le ${String(letter.index + 3)}e signe est la lettre « ${letter[0]} »${
      letter[0] === 'O' ? ', et non le chiffre zéro' : ''
    }.`;
  const swapped = swappedPlaces(bare);
  if (swapped !== undefined)
    return `Ce numéro n'existe pas : deux signes sont sans doute inversés, dans le groupe « ${groupOf(bare, swapped)} ». Comparez-le au relevé.`;
  return `Ce numéro n'existe pas : un chiffre est faux. Comparez-le au relevé, groupe par groupe : ${formatted(bare)}.`;
}

/** The place of the only two neighbours whose exchange gives a number that exists; undefined where none does, or several. */
function swappedPlaces(bare: string): number | undefined {
  const places = Array.from({ length: bare.length - 3 }, (_, index) => index + 2).filter((at) => {
    const [one, other] = [bare[at], bare[at + 1]];
    return one !== other && parseIban(`${bare.slice(0, at)}${other ?? ''}${one ?? ''}${bare.slice(at + 2)}`).ok;
  });
  return places.length === 1 ? places[0] : undefined;
}
const groupsOf = (bare: string): string[] => bare.match(/.{1,4}/gu) ?? [];
function groupOf(bare: string, at: number): string {
  const groups = groupsOf(bare);
  const [first, last] = [Math.floor(at / 4), Math.floor((at + 1) / 4)];
  return groups.slice(first, last + 1).join(' ');
}
const formatted = (bare: string): string =>
  formatIban(bare).includes(' ') ? formatIban(bare) : groupsOf(bare).join(' ');

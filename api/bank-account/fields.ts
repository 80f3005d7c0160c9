/** The form of an account: what is asked, how it is read, and the sentences for what is wrong. */
import { isValidBIC } from 'ibantools';
import { z } from 'zod';
import type { AccountForm } from '../../db/bank-accounts/drafts.ts';
import type { AccountBody } from '../../db/bank-accounts/accounts.ts';
import { addMonths, type Day } from '../../domain/calendar.ts';
import { formatShortDate } from '../../domain/french-dates.ts';
import { parseIban } from '../../domain/iban.ts';
import { ibanFault } from '../../domain/iban-fault.ts';
import { withoutSeparators } from '../../domain/parsed.ts';
import { compareHolder } from '../../domain/same-holder.ts';
import { purposes, type Purpose } from '../../workflows/bank-account/contract.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import { several } from '../forms/envelope.ts';
import type { Faults, Input } from '../forms/form.ts';
import { dateInput, maybeText, optionalLine, requiredDay, requiredLine } from '../forms/inputs.ts';

export const statementField = 'statement';
export const noStatement = "Joignez le relevé d'identité bancaire (RIB) délivré par la banque.";
export const statementTypes = ['application/pdf', 'image/jpeg', 'image/png'];
export const statementAccept = '.pdf,.jpg,.jpeg,.png';
export const statementHint = (months: number): string =>
  `Délivré par votre banque il y a moins de ${String(months)} mois. PDF, JPEG ou PNG, 10 Mo au maximum.`;

/** Each input is judged by itself: what is right is kept beside what is wrong. */
const fields = {
  iban: maybeText('Encodez le numéro de compte (IBAN).', 60),
  bic: optionalLine(20),
  holder: requiredLine('Encodez le titulaire du compte, comme sur le relevé.', 140),
  purposes: several(
    z.enum(purposes, 'Cochez au moins une finalité.'),
    'Cochez au moins une finalité : ce que l’ONE versera à ce compte.',
  ),
  statementOn: requiredDay('Encodez la date du relevé.'),
};
export const fieldNames = Object.keys(fields);

export interface Context {
  today: Day;
  /** How old the statement may be. */
  months: number;
  /** A number typed before, kept under seal: the field may stay empty. */
  kept: boolean;
}
export interface ReadAccount {
  /** A number that exists; undefined where none was typed, or a wrong one. */
  iban: string | undefined;
  form: Omit<AccountForm, 'number'>;
  faults: Faults;
}

export function readAccount(body: Readonly<Record<string, unknown>>, { today, months, kept }: Context): ReadAccount {
  const typed = Object.fromEntries(Object.entries(body).filter(([name]) => fieldNames.includes(name)));
  const faults: Faults = {};
  const one = <N extends keyof typeof fields>(name: N): z.output<(typeof fields)[N]> | undefined => {
    const read = fields[name].safeParse(typed[name]);
    if (!read.success) faults[name] = read.error.issues[0]?.message;
    return read.success ? (read.data as z.output<(typeof fields)[N]>) : undefined;
  };
  const text = one('iban') ?? '';
  const number = parseIban(text);
  const leftOut = kept && !number.ok && number.reason === 'empty';
  if (!number.ok && !leftOut) faults.iban ??= ibanFault(text, number.reason);
  if (leftOut) delete faults.iban;
  const bic = one('bic');
  const holder = one('holder');
  const asked = one('purposes');
  const statementOn = one('statementOn');
  const old = statementOn && statementFault(statementOn, today, months);
  if (old) faults.statementOn ??= old;
  const form = {
    ...(bic ? { bic: withoutSeparators(bic).toUpperCase() } : {}),
    ...(holder ? { holder } : {}),
    ...(asked ? { purposes: [...new Set(asked)] } : {}),
    ...(statementOn && !old ? { statementOn } : {}),
  };
  return { iban: number.ok ? number.value : undefined, form, faults };
}

/** Of a bank abroad only: a Belgian number says which bank it is. */
export function bicFault(country: string | undefined, bic: string | undefined): string | undefined {
  if (!country) return undefined;
  if (bic === undefined)
    return country === 'BE'
      ? undefined
      : 'Encodez le BIC de la banque : il est demandé pour un compte hors de Belgique.';
  if (!isValidBIC(bic))
    return 'Un BIC a 8 ou 11 signes : quatre lettres pour la banque, deux pour le pays, par exemple « GEBABEBB ». Recopiez-le du relevé.';
  return bic.slice(4, 6) === country
    ? undefined
    : `Le BIC est d'une banque de « ${bic.slice(4, 6)} » et le compte de « ${country} » : recopiez les deux du même relevé.`;
}

export function statementFault(on: Day, today: Day, months: number): string | undefined {
  if (on > today) return `Le relevé ne peut pas être daté d'après aujourd'hui, ${formatShortDate(today)}.`;
  const oldest = addMonths(today, -months);
  return on < oldest
    ? `Ce relevé a plus de ${String(months)} mois : demandez-en un à votre banque, daté du ${formatShortDate(oldest)} au plus tôt.`
    : undefined;
}

/** What is unusual, said before it is signed; nothing is refused for it. */
export const holderWarning = (holder: string, body: Pick<AccountBody, 'name'>): string | undefined =>
  compareHolder(holder, body.name) === 'unlike'
    ? `Le titulaire (« ${holder} ») n'a pas le nom du pouvoir organisateur (« ${body.name} »). L'ONE ne verse qu'à un compte au nom du pouvoir organisateur : vérifiez le relevé, ou attendez-vous à une question.`
    : undefined;

/** @param paid by purpose, which account it is paid to today */
export const accountInputs = (
  paid: Partial<Record<Purpose, string>>,
  { kept, months }: { kept?: string | undefined; months: number },
): Input[] => [
  {
    partial: 'field-text',
    name: 'iban',
    label: 'IBAN',
    required: kept === undefined,
    autocomplete: 'off',
    spellcheck: 'false',
    hint: kept
      ? `${kept} est gardé : laissez ce champ vide pour ne pas le changer.`
      : 'Recopiez-le du relevé, avec ou sans espaces. Il ne sera plus affiché en entier.',
  },
  {
    partial: 'field-text',
    name: 'bic',
    label: 'BIC',
    short: true,
    autocomplete: 'off',
    hint: 'Seulement pour un compte hors de Belgique.',
  },
  {
    partial: 'field-text',
    name: 'holder',
    label: 'Titulaire',
    required: true,
    autocomplete: 'off',
    hint: 'Comme sur le relevé : le compte doit être au nom du pouvoir organisateur.',
  },
  {
    partial: 'field-checkboxes',
    name: 'purposes',
    label: 'Finalités',
    required: true,
    options: purposes.map((value) => ({
      value,
      text: purposeWords[value],
      hint: paid[value] ? `remplacera ${paid[value]}` : 'aucun compte aujourd’hui',
    })),
  },
  dateInput('statementOn', 'Date du relevé', { hint: `jj/mm/aaaa, ${String(months)} mois au plus` }),
];

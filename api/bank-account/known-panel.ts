/** Beside the decision at ONE: the number and the statement for who validates, and what is known that should make one look twice. */
import { readAccountNumbers } from '../../db/bank-accounts/numbers.ts';
import { dayOf, daysBetween, type Day } from '../../domain/calendar.ts';
import { agoInWords, formatDateTime, formatShortDate } from '../../domain/french-dates.ts';
import { formatIban } from '../../domain/iban.ts';
import { quarterInWords } from '../../domain/quarter.ts';
import { process } from '../../workflows/bank-account/process.ts';
import { rowOf } from '../../workflows/procedure.ts';
import { purposeWords } from '../../views/bank-account/words.ts';
import type { Panel, ProcedurePages } from '../cases/procedure-pages.ts';
import type { File, Own, Pages } from './acts.ts';
import { holderWarning, statementField } from './fields.ts';

/** How long a change counts as recent; and how young an administrator is new (hypothèses). */
export const recentDays = 90;
const newAdministratorDays = 30;

/** The day of the statement that was sent last. */
export const statementDay = ({ acts }: Pick<File, 'acts'>): Day | undefined => {
  const said = acts.map(({ content }) => content?.statementOn).findLast((day) => typeof day === 'string');
  return typeof said === 'string' ? said : undefined;
};
export const statementOf = ({ documents }: Pick<File, 'documents'>) =>
  documents.findLast(({ slot, act_number: number }) => slot === statementField && number !== null);

/** For the two who validate, and only while they decide: each look at the number is written down. */
export const reveal: ProcedurePages<Pages>['reveal'] = async ({ db, config, now }, viewer, file, action) => {
  if (action !== 'validate' && action !== 'validate-second') return [];
  const { account } = file.row.state.data;
  const numbers = await readAccountNumbers(db, config, {
    accountIds: [account],
    event: 'consult',
    actorId: viewer.userId,
    acr: viewer.acr,
    at: now(),
  });
  const statement = statementOf(file);
  const day = statementDay(file);
  return [
    {
      partial: 'bank-account/number',
      iban: formatIban(numbers.get(account) ?? ''),
      holder: file.own.holder,
      body: file.own.bodyName,
      warning: holderWarning(file.own.holder, { name: file.own.bodyName }),
      bic: file.own.bic,
      statement: statement && {
        src: `/documents/${statement.id}/shown`,
        href: `/documents/${statement.id}`,
        name: statement.name,
        isPdf: statement.media_type === 'application/pdf',
        isImage: statement.media_type.startsWith('image/'),
        day: day && formatShortDate(day),
      },
    },
  ];
};

interface Sign {
  kind: 'due-late' | 'due-soon' | 'done' | 'neutral';
  word: string;
  text: string;
}

/** What should make one look twice first, then what is in order. */
export function knownPanel({ own, row }: File, today: Day): Panel {
  const signs = [
    ...elsewhere(own),
    ...askedBy(own, today),
    ...changes(own),
    ...payments(own, row.state.data.purposes.length),
  ];
  const order: Sign['kind'][] = ['due-late', 'due-soon', 'neutral', 'done'];
  return {
    partial: 'bank-account/known',
    signs: signs.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
  };
}

const elsewhere = ({ elsewhere: others }: Own): Sign[] =>
  others.length === 0
    ? [{ kind: 'done', word: 'en ordre', text: "Ce numéro n'est celui d'aucun autre organisme." }]
    : others.map(({ name, status }) => ({
        kind: 'due-late',
        word: 'à vérifier',
        text: `Le même numéro est aussi celui de ${name} (${rowOf(process, status).label.toLowerCase()}). Ne le dites pas à l'opérateur.`,
      }));

function askedBy({ asked }: Own, today: Day): Sign[] {
  const { name, at, acr, administratorSince: since, stillAdministers } = asked;
  const means = acr === null ? '' : acr >= 500 ? ', connexion eID' : ', connexion itsme';
  const isNew = since !== null && daysBetween(since, dayOf(at)) <= newAdministratorDays;
  return [
    {
      kind: isNew ? 'due-soon' : 'done',
      word: isNew ? 'récent' : 'en ordre',
      text: `Ajouté par ${name} le ${formatDateTime(at)}${means}${
        since === null ? '' : `, administrateur·rice depuis le ${formatShortDate(since)}`
      }.`,
    },
    ...(stillAdministers
      ? []
      : [
          {
            kind: 'due-late' as const,
            word: 'à vérifier',
            text: `${name} n'administre plus cet organisme aujourd'hui, ${formatShortDate(today)}.`,
          },
        ]),
  ];
}

const changeWords = {
  added: (text: string) => `Un autre compte, ${text}, a été ajouté`,
  left: (text: string) => `Le compte ${text} a cessé d'être utilisé`,
  administrator: (text: string) => `${text} est devenu·e utilisateur·rice, avec le profil « Administrateur »,`,
};
const changes = ({ recent, asked }: Own): Sign[] =>
  recent.length === 0
    ? [{ kind: 'done', word: 'en ordre', text: `Aucun autre changement depuis ${String(recentDays)} jours.` }]
    : recent.map(({ what, at, text }) => ({
        kind: 'due-soon',
        word: 'récent',
        text: `${changeWords[what](text)} ${agoInWords(at, Math.max(at, asked.at))}.`,
      }));

const payments = ({ waiting, inUse }: Own, asked: number): Sign[] => [
  ...(waiting.length > 0
    ? [
        {
          kind: 'due-soon' as const,
          word: 'paiement',
          text: `${String(waiting.length)} paiement${waiting.length > 1 ? 's attendent' : ' attend'} : ${waiting
            .map(({ period, name }) => `${quarterInWords(period)}, ${name}`)
            .join(' ; ')}.`,
        },
      ]
    : []),
  {
    kind: 'neutral',
    word: 'usage',
    text:
      inUse.length === 0
        ? `Aucun compte n'est utilisé aujourd'hui ; ${String(asked)} finalité${asked > 1 ? 's sont demandées' : ' est demandée'}.`
        : `Utilisé aujourd'hui : ${inUse.map(({ purpose, masked }) => `${purposeWords[purpose]}, ${masked}`).join(' ; ')}.`,
  },
];

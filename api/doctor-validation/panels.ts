/** Cards beside the forms of ONE: what the decision changes, the convention as it was joined, the other crèches, what a change would change. */
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { expectedCheck, parseInami } from '../../domain/inami.ts';
import { inWords } from '../../domain/quantity.ts';
import { firstDayOfMonth, quarterInShort, quarterOf, type Month } from '../../domain/quarter.ts';
import { searchable } from '../../domain/searchable.ts';
import { slug } from '../../workflows/doctor-validation/contract.ts';
import { process } from '../../workflows/doctor-validation/process.ts';
import { consultationsInWords } from '../../views/consultations/words.ts';
import { specialtyWords } from '../../views/specialty-words.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import { nameOfDoctor, toldIn, type File } from './own.ts';
import { placesPath } from './paths.ts';
import { differences } from './told-rows.ts';

type Decision = 'validate' | 'ask-complement' | 'refuse';
const decisions: readonly { action: Decision; label: string }[] = [
  { action: 'validate', label: 'Valider' },
  { action: 'ask-complement', label: 'Complément' },
  { action: 'refuse', label: 'Refuser' },
];

/** « septembre 2026 » */
const monthInWords = (month: Month): string => formatLongDate(firstDayOfMonth(month)).split(' ').slice(-2).join(' ');

/** One column for each decision, the chosen one marked; amounts are those of what is written down today. */
export function decisionPanel({ row, own }: File, chosen: Decision): Panel {
  const { from } = row.state.data;
  const held = own.held.map(({ month, consultations, cents, gone }) => ({
    label: `${monthInWords(month)}, ${consultationsInWords(consultations)}`,
    amount: inWords({ value: cents, unit: 'cents' }),
    texts: {
      'validate': gone
        ? `la demande ${gone.reference} (${quarterInShort(quarterOf(month))}) est déjà soumise : à reprendre par une correction`
        : `à signer, remboursable (${quarterInShort(quarterOf(month))})`,
      'ask-complement': "retenu jusqu'à la validation",
      'refuse': 'non remboursé',
    },
  }));
  const doctors = own.colleagues.map(({ name }) => `Dr ${name}`);
  const team = (count: number): string =>
    count === 0 ? 'aucun médecin' : count === 1 ? '1 médecin' : `${String(count)} médecins`;
  const without = [team(doctors.length), ...(doctors.length > 0 ? [doctors.join(', ')] : [])].join(' : ');
  const rows = [
    ...(held.length > 0
      ? held
      : [
          {
            label: 'Ses consultations à venir',
            texts: {
              'validate': `se signent, à partir du ${formatShortDate(from)}`,
              'ask-complement': "s'enregistrent en brouillon",
              'refuse': 'ne se signent pas',
            },
          },
        ]),
    {
      label: 'Surveillance de la santé de la crèche',
      texts: { 'validate': team(doctors.length + 1), 'ask-complement': without, 'refuse': without },
    },
    ...(own.elsewhere.length > 0
      ? [
          {
            label:
              own.elsewhere.length === 1 ? 'Son autre crèche' : `Ses ${String(own.elsewhere.length)} autres crèches`,
            texts: { 'validate': 'rien ne change', 'ask-complement': 'rien ne change', 'refuse': 'rien ne change' },
          },
        ]
      : []),
  ];
  return {
    partial: `${slug}/effects`,
    none: held.length === 0 ? 'Aucune consultation de ce médecin n’est encodée pour cette crèche.' : undefined,
    columns: decisions.map(({ action, label }) => ({ label, chosen: action === chosen })),
    rows: rows.map(({ texts, ...each }) => ({
      ...each,
      cells: decisions.map(({ action, label }) => ({ label, text: texts[action], chosen: action === chosen })),
    })),
  };
}

/** Who it is, above every form of ONE; where the check digits of the number do not agree, what is expected. */
export function doctorPanel(file: File): Panel {
  const { row } = file;
  const told = toldIn(file)?.asked;
  const read = told && parseInami(told.inami);
  return {
    partial: `${slug}/doctor`,
    name: nameOfDoctor(file),
    inami: told?.inami,
    function: told && specialtyWords[told.function],
    from: formatLongDate(row.state.data.from),
    expected: row.state.data.doubtful && read?.ok ? expectedCheck(read.value) : undefined,
    typedName: otherNameIn(file),
  };
}

/** The name that was typed, where ONE knows the number by another one: the wrong number, or a name that has changed. */
function otherNameIn(file: File): string | undefined {
  const { doctor } = file.own;
  const { firstName = '', familyName = '' } = toldIn(file)?.asked ?? {};
  if (!doctor?.validated || familyName === '') return undefined;
  const [known, typed] = [doctor, { firstName, familyName }].map((who) =>
    searchable(`${who.familyName} ${who.firstName}`),
  );
  return known === typed ? undefined : `${firstName} ${familyName}`;
}

/** As it was joined last, drawn in the page where a browser draws it. */
export function conventionPanel({ documents }: File): Panel {
  const convention = documents.findLast(({ slot, act_number: number }) => slot === 'convention' && number !== null);
  return {
    partial: `${slug}/convention`,
    ...(convention
      ? {
          name: convention.name,
          href: `/documents/${convention.id}`,
          isPdf: convention.media_type === 'application/pdf',
          isImage: convention.media_type.startsWith('image/'),
          src: `/documents/${convention.id}/shown`,
        }
      : {}),
  };
}

/** Where else the number stands; ONE alone reads it. */
export const elsewherePanel = ({ own }: File): Panel => ({
  partial: `${slug}/elsewhere`,
  places: own.elsewhere.map(({ caseId, facilityName, locality, status, from, until }) => ({
    name: facilityName,
    locality,
    href: `/office/${slug}/${caseId}`,
    status: process.statuses[status].label.toLowerCase(),
    when: until ? `du ${formatShortDate(from)} au ${formatShortDate(until)}` : `depuis le ${formatShortDate(from)}`,
  })),
});

/** Consultations of a quarter that was submitted before ONE had validated the doctor: who does what so that they are paid. */
export function latePanel({ row, own }: File, reader: Reader): Panel[] {
  const late = own.held.flatMap(({ gone, ...held }) => (gone ? [{ ...held, gone }] : []));
  if (late.length === 0 || (row.status !== 'validated' && row.status !== 'change-to-validate')) return [];
  return [
    {
      partial: `${slug}/late`,
      rows: late.map(({ month, consultations, cents, gone }) => ({
        text: `${monthInWords(month)} : ${consultationsInWords(consultations)}, ${inWords({ value: cents, unit: 'cents' })}`,
        reference: gone.reference,
        href: `/${reader === 'one' ? 'office' : 'pro'}/quarterly-subsidy/${gone.id}`,
      })),
      one: reader === 'one',
    },
  ];
}

/** For the operator: the doctor comes to other crèches too. */
export function placesPanel({ row, own }: File): Panel[] {
  const count = own.without.size;
  if (count === 0 || process.statuses[row.status].stage === 'over') return [];
  return [
    {
      partial: `${slug}/places`,
      count:
        count === 1
          ? 'Une autre de vos crèches n’a pas ce médecin dans sa liste.'
          : `${String(count)} autres de vos crèches n’ont pas ce médecin dans leur liste.`,
      href: placesPath(row.id),
    },
  ];
}

/** Old and new, side by side. */
export function changePanel(file: File): Panel[] {
  const story = toldIn(file);
  if (!story?.accepted) return [];
  const sent = file.acts.findLast(({ action }) => action === 'ask-change');
  const joined = file.documents.some(
    ({ slot, act_number: number }) => slot === 'convention' && number === sent?.number,
  );
  return [
    {
      partial: `${slug}/change`,
      at: sent ? sent.at : undefined,
      rows: [
        ...differences(story.accepted, story.asked).map(({ label, before, after }) => ({
          label,
          before: before ?? 'rien',
          after: after ?? 'rien',
        })),
        ...(joined ? [{ label: 'Convention', before: 'celle qui a été validée', after: 'une autre est jointe' }] : []),
      ],
    },
  ];
}

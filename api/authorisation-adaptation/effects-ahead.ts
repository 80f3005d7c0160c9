/**
 * What a decision will change, and when: shown to the agent before, to the operator after. The list is the one that is carried out
 * (`changesOf`); what follows later is the table's.
 */
import { formatAddress } from '../../domain/address.ts';
import { addDays, type Day } from '../../domain/calendar.ts';
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import { consequencesOf } from '../../domain/consequences/consequences.ts';
import { administrationNames } from '../../domain/postcodes.ts';
import { changesOf, type Change } from '../../workflows/authorisation-adaptation/changes.ts';
import type { CaseData } from '../../workflows/authorisation-adaptation/contract.ts';
import { eventOf } from '../../workflows/authorisation-adaptation/touches.ts';
import { isTemporary } from '../../workflows/authorisation-adaptation/rules.ts';
import { places } from '../authorisation/words.ts';
import type { Ahead, Reader } from '../cases/procedure-pages.ts';
import { consequencesAhead } from '../consequences/show.ts';
import { contentAsked, type File } from './page-types.ts';

type Decision = Partial<
  Pick<CaseData, 'outcome' | 'effectiveOn' | 'plannedEndOn' | 'granted' | 'conditionsDueOn'> & {
    conditions: readonly { id: string; dueOn: Day }[];
  }
>;

/** What is done to the database on the day, as data: the words below say no more and no less. */
export function changesAhead(file: File, { outcome, granted, plannedEndOn }: Decision): Change[] {
  const { data } = file.row.state;
  return changesOf(
    {
      kind: data.kind,
      outcome,
      granted,
      plannedEndOn: granted?.untilOn ?? plannedEndOn ?? data.plannedEndOn,
    },
    contentAsked(file),
    file.own.before,
  );
}

/** @param reader who reads it: before a decision, its drafter */
export function effectsAhead(file: File, decision: Decision, reader: Reader = 'one'): Ahead[] {
  const { row } = file;
  const { data } = row.state;
  const { outcome } = decision;
  const days = (code: string): string => String(row.parameters[code]?.value ?? 30);
  if (outcome === 'refuse')
    return [
      {
        text: `l'autorisation ne change pas ; le refus est notifié par recommandé, et ${reader === 'operator' ? 'vous avez' : "l'opérateur a"} ${days('remedy')} jours à partir de sa réception pour remédier aux motifs du refus`,
      },
    ];
  if (outcome === 'confirm-refusal')
    return [
      {
        text: `l'autorisation ne change pas ; le refus est notifié par recommandé et un recours reste possible ${days('appeal')} jours à partir de la réception`,
      },
    ];
  if (outcome === 'no-measure') return [{ text: "l'autorisation ne change pas ; la mise en demeure est close" }];
  const day = decision.effectiveOn ?? data.effectiveOn ?? data.wishedOn;
  const on = formatLongDate(day);
  const changes = changesAhead(file, decision);
  return [
    ...changes.map((change) => ({ on, text: changeInWords(change, file, reader) })),
    ...touchedAhead(file, changes, on, reader),
    ...later(file, decision),
  ];
}

/** What an agent changes who notes that the operator is back, at the day that is noted: as `end-period` carries it out. */
export function returnAhead(file: File): Ahead[] {
  const { returning } = file.own;
  if (!returning) return [];
  const kind = 'return-to-premises';
  const changes = changesOf({ kind, outcome: 'grant' }, {}, returning.before).filter(
    ({ what }) => what !== 'linked-period',
  );
  const event = eventOf({ kind }, changes);
  const seen = {
    ...file,
    acts: [],
    row: { ...file.row, kind },
    own: { ...file.own, before: returning.before },
  } as File;
  return [
    ...changes.map((change) => changeInWords(change, seen, 'one')),
    ...(event ? consequencesAhead(consequencesOf(event, returning.around), '', 'one').map(({ text }) => text) : []),
  ].map((text) => ({ text }));
}

/** What is touched beside the authorisation; once it is done, its own card tells it. */
function touchedAhead(file: File, changes: readonly Change[], on: string, reader: Reader): Ahead[] {
  const { around, touched } = file.own;
  const event = eventOf(file.row.state.data, changes);
  if (!event || !around || (touched && touched.done.length > 0)) return [];
  return consequencesAhead(consequencesOf(event, around), on, reader);
}

function changeInWords(change: Change, file: File, reader: Reader): string {
  switch (change.what) {
    case 'authorisation':
      return authorisationInWords(change, file, reader);
    case 'opening-hours':
      return `heures d'ouverture : ${change.hours}`;
    case 'phone':
      return `téléphone du lieu : ${change.phone}`;
    case 'letters':
      return `les courriers de l'ONE sont adressés à la nouvelle adresse, ${formatAddress(change.to)} ; jusque-là, à l'adresse actuelle`;
    case 'administration':
      return `le dossier passe à l'${administrationNames[change.to].replace(/^A/, 'a')}`;
    case 'facility':
      return change.closed ? "le milieu d'accueil est fermé" : "le milieu d'accueil est rouvert";
    case 'linked-period':
      return 'la période temporaire liée est clôturée';
    case 'other-cases':
      return file.own.otherOpenCases > 0
        ? `${String(file.own.otherOpenCases)} autre(s) demande(s) du milieu d'accueil sont annulées`
        : "aucune autre demande n'est ouverte pour ce milieu d'accueil";
    default:
      return change satisfies never;
  }
}

function authorisationInWords(
  { status, place, capacity, plannedEndOn }: Extract<Change, { what: 'authorisation' }>,
  file: File,
  reader: Reader,
): string {
  const asker = reader === 'operator' ? 'à votre demande' : "à la demande de l'opérateur";
  const { version } = file.own.before;
  const asked = contentAsked(file).capacity;
  const where = place ? formatAddress(place) : undefined;
  const fewer =
    typeof asked === 'number' && asked !== (capacity ?? version.capacity) ? ` (${String(asked)} demandées)` : '';
  const seats =
    capacity === undefined
      ? fewer && `${places(version.capacity)}, comme aujourd'hui${fewer}`
      : `${places(capacity)} au lieu de ${String(version.capacity)}${fewer}`;
  const until = plannedEndOn ? `jusqu'au ${formatShortDate(plannedEndOn)}` : undefined;
  const told = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(', ');
  switch (file.row.kind) {
    case 'permanent-move':
      return `nouvelle version de l'autorisation : ${told(where ?? "à l'adresse actuelle", seats)}`;
    case 'temporary-move':
      return told("autorisation à l'adresse temporaire", where, seats, until);
    case 'capacity-change':
      return told("nouvelle version de l'autorisation", seats || 'capacité inchangée');
    case 'end-of-activity':
      return `l'autorisation prend fin ${asker}`;
    case 'temporary-cessation':
      return told(`l'autorisation est suspendue ${asker}`, until);
    case 'return-to-premises':
      return told("l'autorisation reprend comme avant la période temporaire", where, seats);
    case 'suspension':
      return status === 'authorised'
        ? 'la suspension est levée'
        : "l'autorisation est suspendue par l'ONE : plus aucun enfant ne peut être accueilli";
    case 'withdrawal-by-one':
      return status === 'authorised' ? "l'autorisation est rétablie" : "l'autorisation est retirée";
    case 'lifting-of-suspension':
      return "la suspension est levée, l'autorisation est rétablie";
    default:
      return file.row.kind satisfies never;
  }
}

/** What the table will remind of and ask for, once the decision is in force. */
function later(file: File, { granted, plannedEndOn, conditions, conditionsDueOn, outcome }: Decision): Ahead[] {
  const { data } = file.row.state;
  const { 'return-first-reminder': first, 'return-second-reminder': second } = file.row.parameters;
  const end = granted?.untilOn ?? plannedEndOn ?? data.plannedEndOn;
  const followed = conditions?.length ? conditions : undefined;
  return [
    ...(isTemporary(data.kind)
      ? [
          {
            text: `rappels de la fin prévue ${String(first?.value ?? 30)} et ${String(second?.value ?? 7)} jours avant`,
          },
          ...(end
            ? [
                {
                  on: formatLongDate(addDays(end, 1)),
                  text: "sans réintégration ni prolongation, une tâche s'ouvre pour le ou la référent·e accueil",
                },
              ]
            : []),
        ]
      : []),
    ...(followed?.map(({ id, dueOn }) => ({ on: formatLongDate(dueOn), text: `échéance de la condition ${id}` })) ??
      (outcome === 'grant-with-conditions' && conditionsDueOn
        ? [{ on: formatLongDate(conditionsDueOn), text: 'vérification des conditions' }]
        : [])),
  ];
}

/** What « Mes bilans » says of a place: when its review opens and what is possible until then, where it stands, what came before. */
import type { Ability } from '../../db/access/subjects.ts';
import type { FacilityRow } from '../../db/authorisations.ts';
import type { ContactRow } from '../../db/contacts.ts';
import type { ReviewAct, ReviewRow, RightRow } from '../../db/functioning-review/my-reviews.ts';
import { dayOf, startOfDay, type Day } from '../../domain/calendar.ts';
import {
  dueInWords,
  formatDateTime,
  formatLongDate,
  formatPlainDate,
  formatShortDate,
} from '../../domain/french-dates.ts';
import { words } from '../../views/functioning-review/words.ts';
import { delay, dueDay, valueOf, type Parameters } from '../../workflows/procedure.ts';
import { followerOf, roleNames } from '../../workflows/roles.ts';
import { casePath } from '../cases/case-context.ts';
import { contactCard } from '../contact.ts';
import { durationOf, everyInWords } from './durations.ts';
import { titleOf } from './own.ts';
import { situationOf } from './situation.ts';

interface Asked {
  facility: FacilityRow;
  reviews: readonly ReviewRow[];
  open: ReviewRow | undefined;
  acts: readonly ReviewAct[];
  contacts: readonly ContactRow[];
  rights: readonly RightRow[];
  parameters: Parameters;
  ability: Ability;
  today: Day;
}

export function presentReviews({ facility, reviews, open, acts, contacts, rights, parameters, ability, today }: Asked) {
  const role = followerOf(facility.home);
  const before = reviews.filter(({ status }) => status === 'closed');
  const isBefore = open?.status === 'planned';
  return {
    title: 'Mes bilans',
    line: facility.name,
    back: { href: '/pro', label: "à l'accueil" },
    head: headOf({ open, last: reviews[0], closedOn: facility.closed_on, today, role: roleNames[role].toLowerCase() }),
    ...(open ? caseLink(open) : {}),
    calendarHref: isBefore ? `/pro/reviews/${facility.id}/first-day.ics` : undefined,
    steps: isBefore ? stepsOf(open, acts, parameters) : undefined,
    before: before.length > 0 ? beforeTable(before) : undefined,
    rights: rights.map(({ name, has }) => ({ name, has })),
    rightsTitle: isBefore ? 'Qui participera ?' : 'Qui a le droit « Bilans » ?',
    rightsText: isBefore
      ? "Vous pourrez composer le groupe dès l'ouverture. Vous pouvez déjà vérifier les droits :"
      : 'Qui peut travailler au bilan de ce milieu :',
    rightsHref: ability.can('read', 'Membership') ? '/pro/users' : undefined,
    // What was done since the first day is told on the page of the review.
    timeline: open && (isBefore || open.status === 'suspended') ? timelineOf(open, acts, parameters) : undefined,
    proposeHref: open && isBefore && open.state.data.invited ? `${casePath('pro', open)}/propose-first-day` : undefined,
    contact: contactCard(contacts, {
      role,
      administration: facility.administration,
      title: 'Interlocuteur de référence',
    }),
  };
}

function headOf({
  open,
  last,
  closedOn,
  today,
  role,
}: {
  open: ReviewRow | undefined;
  last: ReviewRow | undefined;
  closedOn: Day | null;
  today: Day;
  role: string;
}): object {
  if (!open && closedOn !== null)
    return {
      turn: 'other',
      title: `L'activité de ce milieu d'accueil ${closedOn > today ? 'prend' : 'a pris'} fin le ${formatLongDate(closedOn)}.`,
      text: "Aucun autre bilan n'y est planifié. Les bilans précédents se relisent ici.",
    };
  if (!open)
    return {
      turn: 'other',
      title:
        last?.status === 'cancelled'
          ? 'Le dernier bilan planifié est annulé.'
          : "Aucun bilan n'est planifié pour ce milieu d'accueil.",
      text: `Le premier jour est fixé par votre ${role}. Vous serez invité·e avant ce jour ; d'ici là, vous pouvez consulter la documentation.`,
    };
  const { data } = open.state;
  if (open.status === 'planned')
    return {
      turn: data.proposedDays ? 'one' : 'other',
      title: `Votre bilan de fonctionnement s'ouvre le ${formatLongDate(data.firstDayOn)}.`,
      text: `${firstUpper(dueInWords(data.firstDayOn, today))}. L'accès aux fonctionnalités sera possible dès ce jour ; d'ici là, vous pouvez consulter la documentation.${
        data.proposedDays
          ? ` Vous avez proposé ${data.proposedDays.map(formatLongDate).join(', ')} : l'ONE répond.`
          : ''
      }`,
    };
  const { title, text, until, rest } = situationOf({ status: open.status, state: open.state }, 'operator', today);
  return {
    turn: open.turn === 'operator' ? 'you' : open.turn === 'one' ? 'one' : 'other',
    title,
    text,
    until,
    rest,
  };
}
const firstUpper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

const caseLink = (open: ReviewRow): { caseHref: string; caseText: string; caseGo: boolean } => ({
  caseHref: casePath('pro', open),
  caseText: open.status === 'planned' ? 'Voir le dossier' : 'Ouvrir le bilan',
  caseGo: open.turn === 'operator',
});

/** Days that are only foreseen: each stage runs from the end of the one before. */
function foreseen(
  firstDayOn: Day,
  parameters: Parameters,
): { assessment: Day; meeting: Day; plan: Day; signature: Day } {
  const after = (day: Day, code: string): Day => dueDay(startOfDay(day), delay(code), parameters);
  const assessment = after(firstDayOn, 'self-assessment');
  const meeting = after(after(assessment, 'ratings'), 'meeting-planning');
  const plan = after(meeting, 'plan');
  return { assessment, meeting, plan, signature: after(after(plan, 'plan-review'), 'signature') };
}
const month = (day: Day): string => formatPlainDate(day).replace(/^\S+ /, '');

function stepsOf({ state: { data } }: ReviewRow, acts: readonly ReviewAct[], parameters: Parameters): object[] {
  const { assessment, meeting, plan, signature } = foreseen(data.firstDayOn, parameters);
  const invited = acts.find(({ action }) => action === 'invite');
  return [
    {
      label: 'Invitation',
      when: invited ? formatShortDate(dayOf(invited.at)) : 'à venir',
      state: invited ? 'done' : 'todo',
    },
    { label: 'Documentation', when: 'dès maintenant', state: 'current' },
    { label: 'Ouverture', when: formatShortDate(data.firstDayOn), state: 'todo' },
    { label: 'Auto-évaluation', when: `jusqu'au ${formatShortDate(assessment)}`, state: 'todo' },
    { label: 'Rencontre', when: month(meeting), state: 'todo' },
    { label: "Objectifs et plan d'action", when: month(plan), state: 'todo' },
    { label: 'Signature', when: month(signature), state: 'todo' },
    { label: 'Suivi', when: everyInWords(parameters), state: 'todo' },
  ];
}

function timelineOf(
  { status, state: { data } }: ReviewRow,
  acts: readonly ReviewAct[],
  parameters: Parameters,
): object[] {
  const { assessment, meeting, signature } = foreseen(data.firstDayOn, parameters);
  const next =
    status === 'planned'
      ? [
          { kind: 'next', when: `vers ${month(signature)}`, what: "Plan d'action signé" },
          { kind: 'next', when: `vers ${month(meeting)}`, what: 'Rencontre' },
          { kind: 'next', when: `jusqu'au ${formatLongDate(assessment)}`, what: 'Auto-évaluation' },
          { kind: 'next', when: formatLongDate(data.firstDayOn), what: 'Premier jour du bilan' },
        ]
      : [];
  const told = words.actions as Readonly<Record<string, { done: string }>>;
  return [
    ...next,
    ...acts.map(({ action, at, by, text }) => ({
      when: formatDateTime(at),
      what: told[action]?.done ?? action,
      ...(by ? { by } : {}),
      ...(text ? { text: `« ${text} »` } : {}),
    })),
  ];
}

const beforeTable = (rows: readonly ReviewRow[]): object => ({
  caption: 'Bilans précédents',
  hideCaption: true,
  stack: true,
  columns: [{ label: 'Bilan' }, { label: 'Clôturé', nowrap: true }, { label: 'Rencontre', nowrap: true }],
  rows: rows.map((row) => ({
    cells: [
      { text: titleOf(row.state.data), href: casePath('pro', row), sub: row.reference },
      { text: row.closed_at === null ? '' : formatShortDate(dayOf(row.closed_at)) },
      { text: row.state.data.meetingAt ? formatShortDate(row.state.data.meetingAt.on) : '–' },
    ],
  })),
});

/** The steps of the guide, with the delays in force. */
export function guideSteps(parameters: Parameters): { what: string; text: string }[] {
  const long = (code: string): string => durationOf(code, parameters);
  return [
    {
      what: 'Planification et invitation',
      text: `La personne qui suit le milieu fixe le premier jour. Vous êtes invité·e ${long('invitation')} avant, et pouvez proposer un autre jour. Rien ne s'ouvre avant le premier jour.`,
    },
    {
      what: 'Auto-évaluation',
      text: `À partir du premier jour, vous avez ${long('self-assessment')} pour évaluer huit domaines, seul·e ou à plusieurs, critère par critère : de 1 (à développer) à 4 (acquis), ou « sans objet ».`,
    },
    {
      what: "Évaluation par l'ONE",
      text: "L'ONE évalue les mêmes critères de son côté. Vous lisez son évaluation pour la rencontre, pas avant.",
    },
    {
      what: 'Rencontre',
      text: `Une date est choisie ensemble. L'ONE écrit le procès-verbal ; vous l'acceptez ou le contestez dans les ${long('minutes-agreement')}.`,
    },
    {
      what: "Objectifs et plan d'action",
      text: `Vous rédigez le plan en ${long('plan')}. L'ONE le lit et peut demander de le revoir, au plus ${String(valueOf(delay('rounds'), parameters))} tours ; ensuite une autre personne de l'ONE arbitre.`,
    },
    { what: 'Signature', text: 'Les deux parties signent le plan.' },
    {
      what: 'Suivi',
      text: `${firstUpper(everyInWords(parameters))}, vous dites où en est chaque action. Un cycle dure ${long('cycle')} ; le bilan suivant commence ensuite.`,
    },
  ];
}

/** « Sélectionnez le ou les lieux d'accueil »: the places, what was checked for the operator, and what is sent. */
import { randomUUID } from 'node:crypto';
import { isLeft, isReady, owes, type PlaceOfQuarter } from '../../db/aes-subsidy/places.ts';
import { markOf } from '../../db/aes-subsidy/send.ts';
import { monthsOfQuarter } from '../../domain/after-school/budget-year.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { casePath } from '../cases/case-context.ts';
import type { Panel } from '../cases/procedure-pages.ts';
import type { Input } from '../forms/form.ts';
import { sendingIn, type File } from './own.ts';
import { inShort, monthName, numberInWords, plural, rowOf } from './place-rows.ts';

export const certified = 'Je certifie que ces présences sont exactes.';

const readyIds = (places: readonly PlaceOfQuarter[]): string[] => places.filter(isReady).map(({ id }) => id);
const sumOf = (places: readonly PlaceOfQuarter[], of: (place: PlaceOfQuarter) => number): number =>
  places.reduce((sum, place) => sum + of(place), 0);

/** Of those that are ready: what the sums say before anything is ticked otherwise. */
export function placesInput(file: File): Input {
  const { places } = sendingIn(file);
  const ready = places.filter(isReady);
  return {
    partial: 'aes-subsidy/field-places',
    name: 'places',
    label: "Sélectionnez le ou les lieux d'accueil",
    rows: places.map((place) => rowOf(place, false)),
    value: readyIds(places),
    total: {
      places: plural(ready.length, 'lieu sélectionné', 'lieux sélectionnés'),
      enrolled: numberInWords(sumOf(ready, ({ standing }) => standing.enrolled ?? 0)),
      present: numberInWords(sumOf(ready, ({ standing }) => standing.present)),
    },
  };
}
export const certifiedInput = {
  partial: 'field-checkbox',
  name: 'certified',
  label: certified,
  required: true,
} satisfies Input;

/** « Contrôlé pour vous » */
export function checksOf(file: File): object[] {
  const { places, hasAccount } = sendingIn(file);
  const left = places.filter(isLeft);
  const ready = left.filter(isReady);
  const unscheduled = left.filter(({ standing }) => standing.unscheduled > 0);
  const days = [...new Set(ready.map(({ standing }) => standing.required))];
  const point = (done: boolean, text: string, note?: string, href?: string, word = 'à faire'): object => ({
    badge: done ? { kind: 'done', text: 'prêt' } : { kind: 'to-you', text: word },
    text,
    note,
    href,
  });
  return [
    unscheduled[0]
      ? point(
          false,
          'Horaires en vigueur tout le trimestre',
          `${unscheduled.map(({ name, standing }) => `${name} : ${plural(standing.unscheduled, 'jour sans horaire', 'jours sans horaire')}`).join(' ; ')}. Ces jours ne sont pas demandés.`,
          `/pro/after-school/${unscheduled[0].id}`,
          'à vérifier',
        )
      : point(true, 'Horaires en vigueur tout le trimestre'),
    ready.length === left.length
      ? point(
          true,
          'Tous les jours requis sont encodés',
          ready.length > 0
            ? days.length === 1
              ? `${plural(days[0]!, 'jour de classe', 'jours de classe')} dans chacun des lieux prêts`
              : `de ${String(Math.min(...days))} à ${String(Math.max(...days))} jours de classe selon le lieu`
            : undefined,
        )
      : point(
          ready.length > 0,
          ready.length > 0
            ? 'Tous les jours requis des lieux prêts sont encodés'
            : 'Des jours requis ne sont pas encodés',
          left
            .filter((place) => !isReady(place))
            .map(({ name }) => `« ${name} » est incomplet`)
            .join(' ; '),
        ),
    hasAccount
      ? point(true, "Compte bancaire validé pour l'accueil temps libre")
      : point(
          false,
          "Pas encore de compte bancaire validé pour l'accueil temps libre",
          "N'empêche pas l'envoi : l'ONE garde ce qui vous est dû jusqu'à ce qu'il y en ait un.",
          '/pro/accounts',
        ),
    {
      badge: { kind: 'neutral', text: "à l'envoi" },
      text: 'Connexion forte',
      note: 'itsme ou eID, de moins d’un quart d’heure',
    },
  ];
}

/** What of the rest is said beside the button. */
function restOf({ row: { state } }: File, places: readonly PlaceOfQuarter[]): string | undefined {
  const rest = places.filter((place) => isLeft(place) && !isReady(place));
  if (rest.length === 0) return undefined;
  const names = rest.map(({ name }) => `« ${name} »`).join(', ');
  const { lastDay, overdue } = state.data;
  return overdue
    ? `${names} ${rest.length === 1 ? 'pourra encore être envoyé' : 'pourront encore être envoyés'}, hors délai.`
    : `${names} ${rest.length === 1 ? 'restera à envoyer' : 'resteront à envoyer'} jusqu'au ${formatLongDate(lastDay)} ; nous vous le rappellerons la veille.`;
}

/** The words beside the form, wherever it stands. */
export function sendingPanel(file: File): Panel {
  const { places } = sendingIn(file);
  const { state } = file.row;
  const ready = places.filter(isReady);
  const months = monthsOfQuarter(state.data.quarter);
  return {
    partial: 'aes-subsidy/sending',
    checks: checksOf(file),
    what: `Les présences des lieux cochés pour ${monthName(months[0])}, ${monthName(months[1])} et ${monthInWords(months[2])} : `,
    sum: `${numberInWords(sumOf(ready, ({ standing }) => standing.present))} présences`,
    rest: restOf(file, places),
    late: state.data.overdue
      ? `Le dernier jour était le ${formatLongDate(state.data.lastDay)} : l'envoi est possible, et une personne de l'ONE décide de l'accepter ou de le refuser.`
      : undefined,
  };
}

/** The card of the operator's page. Before the quarter is over, and when nothing is ready, it tells and sends nothing. */
export function placesCard(file: File): Panel {
  const { places } = sendingIn(file);
  const { row } = file;
  const running = row.status === 'running';
  const mayBeSent = !running && row.state.data.left !== 0;
  const ready = places.filter(isReady);
  const base = casePath('pro', row);
  return {
    partial: 'aes-subsidy/places-card',
    title: mayBeSent ? "Sélectionnez le ou les lieux d'accueil" : "Lieux d'accueil",
    short: running ? plural(places.filter(owes).length, 'lieu', 'lieux') : inShort(places),
    ...(places.length === 0
      ? { empty: true }
      : mayBeSent && ready.length > 0
        ? {
            form: {
              action: `${base}/send`,
              token: randomUUID(),
              version: row.act_number,
              seal: markOf(places),
              fields: [placesInput(file)],
              certified: certifiedInput,
              sending: sendingPanel(file),
              label: 'Envoyer les lieux cochés',
            },
          }
        : {
            rows: places.map((place) => rowOf(place, running)),
            checks: mayBeSent ? checksOf(file) : undefined,
            held: mayBeSent
              ? 'Aucun lieu ne peut être envoyé pour l’instant : chaque lien ouvre le jour où il manque quelque chose.'
              : undefined,
          }),
  };
}

/** What ONE does with the places that were sent. */
import { z } from 'zod';
import type { ControlledPlace } from '../../db/aes-subsidy/control.ts';
import { childrenOn, isUnsaid, type SnapshotMonth } from '../../domain/after-school/snapshot.ts';
import { dayOf } from '../../domain/calendar.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import { monthInWords } from '../../domain/quarter.ts';
import { presences } from '../../views/aes-subsidy/calculation-words.ts';
import { sendingInWords } from '../../views/aes-subsidy/control-words.ts';
import { refusalMotives, type Facts, type RefusalMotive } from '../../workflows/aes-subsidy/contract.ts';
import { lateToDecide } from '../../workflows/aes-subsidy/rules.ts';
import { refusalMotiveWords } from '../../views/aes-subsidy/words.ts';
import { actForm, type ActForm, type FileContext } from '../cases/act-form.ts';
import { oneText } from '../cases/usual-forms.ts';
import { several } from '../forms/envelope.ts';
import { answer, requiredText, textarea } from '../forms/inputs.ts';
import { notAChoice } from '../forms/sentences.ts';
import { refuseFor, sendBackOf } from '../subsidies/signed-sum.ts';
import type { Pages } from './own.ts';

/** The places that wait for a decision, with what was sent of them. */
const latePlaces = ({ file, row }: FileContext<Pages>): readonly ControlledPlace[] => {
  const ids = lateToDecide(row.state.data);
  return (file.own.one.control?.places ?? []).filter(({ facilityId }) => ids.includes(facilityId));
};
const childrenIn = ({ days }: SnapshotMonth): number =>
  days.filter((day) => !isUnsaid(day)).reduce((sum, day) => sum + childrenOn(day), 0);
const untickedPlace = 'Cochez au moins un lieu : chaque lieu est décidé pour lui-même.';

/** One place, several or all of them; the others wait on. What was sent is seen. */
const decideLate = (label: string, intro: string): ActForm<Pages, Facts['accept-late']> =>
  actForm<Pages>()({
    intro: ({ row }) => `${intro} Le dernier jour était le ${formatLongDate(row.state.data.lastDay)}.`,
    begins: (context) => {
      const [only, ...others] = latePlaces(context);
      return only && others.length === 0 ? { places: [only.facilityId] } : {};
    },
    fields: (context) => [
      {
        partial: 'field-checkboxes',
        name: 'places',
        label,
        title: true,
        required: true,
        options: latePlaces(context).map((place) => ({
          value: place.facilityId,
          text: place.name,
          hint: [
            sendingInWords({ on: dayOf(place.sentAt), revision: place.revision }),
            ...place.months.map((month) => `${monthInWords(month.month)} : ${presences(childrenIn(month))}`),
          ].join(' ; '),
        })),
      },
      textarea('reason', "Motivation, lue par l'opérateur", { rows: 4, maxLength: 5000 }),
    ],
    schema: z.strictObject({
      places: several(answer(untickedPlace), untickedPlace),
      reason: requiredText('Écrivez pourquoi.'),
    }),
    check: ({ places }, { row }) => {
      const open = lateToDecide(row.state.data);
      return places.every((id) => open.includes(id)) ? {} : { places: notAChoice };
    },
    split: async ({ places, reason }, _row, file) => {
      const chosen = [...new Set(places)];
      const names = latePlaces(await file()).flatMap(({ facilityId, name }) =>
        chosen.includes(facilityId) ? [name] : [],
      );
      return { facts: { places: chosen }, content: { reason, names } };
    },
  });
export const acceptLate = decideLate(
  'Lieux acceptés',
  'Les lieux cochés, envoyés hors délai, sont contrôlés et calculés comme les autres.',
);
export const refuseLate = decideLate(
  'Lieux refusés',
  "Les lieux cochés ne sont pas subsidiés pour ce trimestre, et l'opérateur reçoit une décision motivée. Les autres le restent ; sans autre lieu, la demande est refusée.",
);

export const sendBack: ActForm<Pages, Facts['send-back']> = sendBackOf<Pages>();
export const refuse: ActForm<Pages, Facts['refuse']> = refuseFor<Pages, RefusalMotive>(
  refusalMotives,
  refusalMotiveWords,
);

export const close: ActForm<Pages, Facts['close']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi le trimestre est clôturé.',
  { stop: true, intro: () => 'Le trimestre est clôturé sans demande : rien ne pourra plus être envoyé.' },
);
export const keepOpen: ActForm<Pages, Facts['keep-open']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi la demande reste ouverte.',
);
export const closeRest: ActForm<Pages, Facts['close-rest']> = oneText<Pages>(
  'reason',
  "Motif, lu par l'opérateur",
  'Écrivez pourquoi ces lieux ne sont plus attendus.',
  { intro: () => "Les lieux qui n'ont pas été envoyés ne pourront plus l'être. Ceux qui l'ont été ne changent pas." },
);

/** The forms of the acts on a review, and what each has told. */
import type { ActView } from '../../db/cases/case-file.ts';
import { formatLongDate } from '../../domain/french-dates.ts';
import type { Slot } from '../../domain/slot.ts';
import type { Words } from '../../workflows/functioning-review/contract.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ActForms, type ProcedurePages, type Told } from '../cases/procedure-pages.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { assessmentForms } from './assessment/send.ts';
import { defaultForms } from './default-acts.ts';
import { firstDayForms } from './first-day-acts.ts';
import { meetingForms } from './meeting-acts.ts';
import type { Pages } from './own.ts';
import { planForms } from './plan/acts.ts';
import { planExchanges } from './plan/told.ts';
import { followUpForms } from './plan/follow-up-acts.ts';
import { slotInWords } from '../forms/slots.ts';

export const acts: ActForms<Pages> = {
  ...firstDayForms,
  ...assessmentForms,
  ...defaultForms,
  ...meetingForms,
  ...planForms,
  ...followUpForms,
  'plan': noForm,
  'invite': noForm,
  'open-review': noForm,
  'remind': noForm,
  'remind-late': noForm,
  'declare-default': noForm,
  'slots-unanswered': noForm,
  'remind-meeting': noForm,
  'meeting-over': noForm,
  'minutes-unanswered': noForm,
  'ask-follow-up': noForm,
  'follow-up-missed': noForm,
  'end-cycle': noForm,
  'suspend': noForm,
  'resume': noForm,
};

type Act = ActView<Words>;
const row = (field: string, label: string, value: string): SummaryRow => ({ field, label, value });
const told =
  (labels: Record<string, string>, facts: (act: Act) => SummaryRow[] = () => []) =>
  (act: Act): Told => ({ rows: [...facts(act), ...proseOf(act, labels)] });
const dayRow =
  (name: string, label: string) =>
  ({ facts }: Act): SummaryRow[] => [row(name, label, formatLongDate(String(facts[name])))];
const slotRow = ({ facts }: Act): SummaryRow[] => [
  row('on', 'Date', slotInWords({ on: String(facts.on), from: String(facts.from) })),
];
const slotRows = ({ facts }: Act): SummaryRow[] => [
  row('slots', 'Dates', (facts.slots as Slot[]).map(slotInWords).join(' ; ')),
];

export const exchanges: ProcedurePages<Pages>['exchanges'] = {
  ...planExchanges,
  'propose-first-day': told({ text: 'Pourquoi' }, ({ facts }) => [
    row('days', 'Jours proposés', (facts.days as string[]).map(formatLongDate).join(' ; ')),
  ]),
  'move-first-day': told({ text: 'Message' }, dayRow('firstDayOn', 'Premier jour')),
  'keep-first-day': told({ reason: 'Réponse' }),
  'extend': told({ reason: 'Message' }, dayRow('untilOn', 'Nouveau dernier jour')),
  'propose-meeting': told({ text: 'Message' }, slotRows),
  'suggest-meeting': told({ text: 'Message' }, slotRows),
  'choose-meeting': told({}, slotRow),
  'confirm-meeting': told({ place: 'Lieu', text: 'Message' }, slotRow),
  'record-minutes': told(
    { present: 'Personnes présentes', minutes: 'Procès-verbal' },
    dayRow('heldOn', 'Date de la rencontre'),
  ),
};

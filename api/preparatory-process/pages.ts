/** The pages of the preparatory process of a project. */
import { formatLongDate, formatShortDate } from '../../domain/french-dates.ts';
import type { Slot } from '../../domain/slot.ts';
import { opinionSubjects, type AppointmentType, type Opinions } from '../../workflows/preparatory-process/contract.ts';
import { process } from '../../workflows/preparatory-process/process.ts';
import { followerOf } from '../../workflows/roles.ts';
import { letters } from '../../views/preparatory-process/letters.ts';
import { opinionWords, subjectWords, typeWords, words } from '../../views/preparatory-process/words.ts';
import { proseOf } from '../cases/exchanges.ts';
import { noForm, type ProcedurePages, type Told } from '../cases/procedure-pages.ts';
import { summaryOf } from '../drafts/summary.ts';
import type { SummaryRow } from '../forms/summary.ts';
import { slotInWords } from '../forms/slots.ts';
import { appointmentRoutes } from './appointment.ts';
import { appointmentForms } from './appointment-acts.ts';
import { documentLabel, projectForms } from './forms/forms.ts';
import { opinionForms } from './opinion-acts.ts';
import { appointmentPanel, opinionsPanel } from './panels.ts';
import { introducedIn, type Act, type Pages } from './page-types.ts';
import { projectDrafts } from './request.ts';
import { situationOf } from './situation.ts';

const row = (field: string, label: string, value: string): SummaryRow => ({ field, label, value });
const typeRow = ({ facts }: Act): SummaryRow[] => [
  row('type', 'Rendez-vous', typeWords[facts.type as AppointmentType]),
];
const slotRow = ({ facts }: Act): SummaryRow[] => [
  row('on', 'Date', slotInWords({ on: String(facts.on), from: String(facts.from) })),
];
const slotRows = ({ facts }: Act): SummaryRow[] => [
  row('slots', 'Dates proposées', (facts.slots as Slot[]).map(slotInWords).join(' ; ')),
];
const told =
  (facts: (act: Act) => SummaryRow[], labels: Record<string, string> = {}) =>
  (act: Act): Told => ({ rows: [...facts(act), ...proseOf(act, labels)] });

export const preparatoryProcess: ProcedurePages<Pages> = {
  process,
  words,
  letters,
  acts: {
    ...appointmentForms,
    ...opinionForms,
    // From its draft.
    'introduce': noForm,
    'remind': noForm,
    'dates-missed': noForm,
    'complement-missed': noForm,
    'improvement-missed': noForm,
    'remind-appointment': noForm,
    'appointment-over': noForm,
    'remind-asleep': noForm,
  },
  situation: situationOf,
  title: ({ kind }, _reader, file) => {
    const { locality } = introducedIn(file);
    return typeof locality === 'string' ? `${words.kinds[kind]}, ${locality}` : words.kinds[kind];
  },
  declared: (file) => summaryOf(projectForms[file.row.kind], introducedIn(file)),
  nextDate: ({ status, state, due_on: dueOn }) => {
    const { appointmentAt } = state.data as { appointmentAt?: Slot };
    if (status === 'appointment' && appointmentAt) return `rendez-vous le ${slotInWords(appointmentAt)}`;
    if (status === 'asleep') return "en veille, jusqu'à ce que vous le repreniez";
    return dueOn ? `avant le ${formatShortDate(dueOn)}` : undefined;
  },
  exchanges: {
    'propose-dates': told((act) => [...typeRow(act), ...slotRows(act)], { place: 'Lieu', text: 'Message' }),
    'suggest-dates': told(slotRows, { text: 'Message' }),
    'choose-date': told(slotRow),
    'confirm-appointment': told((act) => [...typeRow(act), ...slotRow(act)], { place: 'Lieu', text: 'Message' }),
    'record-report': told((act) => [...typeRow(act), row('heldOn', 'Date', formatLongDate(String(act.facts.heldOn)))], {
      present: 'Personnes présentes',
      report: 'Compte rendu',
    }),
    'give-opinion': told(
      ({ facts, content }) =>
        opinionSubjects.map((subject) => {
          const why = content?.[`${subject}Text`];
          const opinion = opinionWords[(facts.opinions as Opinions)[subject]];
          return row(subject, subjectWords[subject], typeof why === 'string' ? `${opinion}. ${why}` : opinion);
        }),
      { text: 'Message' },
    ),
  },
  receives: ['complement-asked', 'to-improve'],
  documentWord: (_row, { slot }) => documentLabel(slot),
  panels: (file, reader) => ({ first: [...appointmentPanel(file, reader), ...opinionsPanel(file)] }),
  decides: ['declare-ready'],
  contact: ({ kind }) => followerOf(kind === 'home'),
  wayIn: {
    drafts: projectDrafts,
  },
  routes: appointmentRoutes,
};

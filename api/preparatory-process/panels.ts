/** Cards of a project: its appointment, with the way into a calendar, and what ONE thinks of each subject. */
import { opinionSubjects, slug, type Opinion } from '../../workflows/preparatory-process/contract.ts';
import { opinionWords, subjectWords, typeWords } from '../../views/preparatory-process/words.ts';
import type { Panel, Reader } from '../cases/procedure-pages.ts';
import { slotInWords } from '../forms/slots.ts';
import { placeIn, type File } from './page-types.ts';

const portals: Readonly<Record<Reader, string>> = { operator: 'pro', one: 'office' };
export const calendarPath = (reader: Reader, id: string): string => `/${portals[reader]}/${slug}/${id}/appointment.ics`;

const badges: Readonly<Record<Opinion, string>> = {
  'favourable': 'done',
  'with-reserves': 'due-soon',
  'unfavourable': 'due-late',
};

export function opinionsPanel(file: File): Panel[] {
  const { opinions } = file.row.state.data;
  const act = file.acts.findLast(({ action }) => action === 'give-opinion');
  if (!opinions || !act) return [];
  return [
    {
      partial: 'card-opinions',
      title: "L'avis de l'ONE",
      id: 'avis',
      opinions: opinionSubjects.map((subject) => ({
        badge: { kind: badges[opinions[subject]], text: opinionWords[opinions[subject]].toLowerCase() },
        who: subjectWords[subject],
        text: act.content?.[`${subject}Text`],
      })),
    },
  ];
}

export function appointmentPanel(file: File, reader: Reader): Panel[] {
  const { appointmentAt, type } = file.row.state.data;
  if (!appointmentAt || !type || file.row.status !== 'appointment') return [];
  return [
    {
      partial: 'preparatory-process/appointment',
      what: typeWords[type],
      when: slotInWords(appointmentAt),
      place: placeIn(file),
      calendarHref: calendarPath(reader, file.row.id),
    },
  ];
}
